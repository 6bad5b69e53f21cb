// rename: another name for a session, or for one of its windows.
#include "tmux/act/rename.hpp"

#include <string>
#include <utility>

#include "json/writer.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tools/session_name.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

void answer_renamed(const CallPtr& call, bool is_window) {
  const std::string& to = call->arguments.text("to");
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", is_window ? call->shown_name() : call->server.shown(to));
  if (is_window) writer.field("window", to);
  writer.end_object();
  call->answer(std::move(json));
}

void rename_window(const CallPtr& call) {
  tmux::find_pane(call->chain, call->name(), call->arguments.text("window"),
                  [call](const Result<tmux::Pane>& pane) {
                    if (!pane) return call->fail(pane.error());
                    tmux::rename_window(call->chain, call->name(), *pane, call->arguments.text("to"),
                                        [call](const Status& renamed) {
                                          if (!renamed) return call->fail(renamed.error());
                                          answer_renamed(call, true);
                                        });
                  });
}

void rename_session(const CallPtr& call) {
  tmux::rename_session(call->chain, call->name(), call->arguments.text("to"), [call](const Status& renamed) {
    if (!renamed) return call->fail(renamed.error());
    answer_renamed(call, false);
  });
}

}  // namespace

void rename(Toolbox&, const CallPtr& call) {
  const Status allowed = check_new_name(call->arguments.text("to"), "to");
  if (!allowed) return call->fail(allowed.error());
  in_turn(call,
          [call] { return call->arguments.has("window") ? rename_window(call) : rename_session(call); });
}

}  // namespace smcp::tools
