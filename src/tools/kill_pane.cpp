// kill_pane: the end of one pane, while its session goes on.
#include <string>
#include <utility>

#include "json/writer.hpp"
#include "tmux/act/kill.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tools/kill_report.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

void kill(const CallPtr& call, const tmux::Pane& pane) {
  call->is_about(pane.id);
  const Server& server = call->server;
  if (server.own_pane.is(pane.server, pane.terminal)) {
    return call->fail({Errc::refused, std::string(tmux::kThatIsTheOwnPane) +
                                          ": killing it would end this conversation. Nothing was killed. " +
                                          std::string(tmux::kAllowSelf)});
  }
  tmux::kill_pane(server.loop, call->chain, call->name(), pane,
                  [call, id = pane.id](const Result<tmux::Killed>& killed) {
                    if (!killed) return call->fail(killed.error());
                    std::string json;
                    transport::JsonWriter writer(json);
                    writer.begin_object().field("session", call->shown_name()).field("pane", id.text());
                    writer.field("killed", true);
                    write_killed(writer, *killed, call->server.prefix);
                    writer.end_object();
                    call->answer(std::move(json));
                  });
}

}  // namespace

void kill_pane(Toolbox&, const CallPtr& call) {
  in_turn(call, [call] {
    tmux::find_pane(call->chain, call->name(), call->arguments.text("pane"),
                    [call](const Result<tmux::Pane>& pane) {
                      if (!pane) return call->fail(pane.error());
                      kill(call, *pane);
                    });
  });
}

}  // namespace smcp::tools
