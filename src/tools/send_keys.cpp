// send_keys: a key, or text byte for byte, into a session's active pane.
#include <utility>

#include "tmux/keys.hpp"
#include "tmux/panes.hpp"
#include "tmux/sessions.hpp"
#include "tools/tool.hpp"
#include "transport/json_writer.hpp"

namespace smcp::tools {
namespace {

/// Why keys would not reach what runs in the pane, if so.
Status check_takes_keys(const tmux::Pane& pane, const std::string& session) {
  if (pane.dead) {
    return Error{Errc::refused, "nothing runs in session \"" + session +
                                    "\" any more: its pane is dead. Use kill_session, then new_session."};
  }
  if (!pane.mode.empty()) {
    return Error{Errc::refused,
                 "the pane of session \"" + session + "\" is in " + pane.mode +
                     ": somebody is scrolling in it, and keys would go there. Nothing was typed. Try "
                     "again when the person has left that mode (q)."};
  }
  return Ok{};
}

std::string typed_json(const Call& call) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", call.name()).field("keys", call.arguments.text("keys"));
  writer.field("enter", call.arguments.boolean("enter")).end_object();
  return json;
}

void type(const CallPtr& call, const tmux::Pane& pane) {
  const Status ready = check_takes_keys(pane, call->name());
  if (!ready) return call->fail(ready.error());
  tmux::Keys keys{call->arguments.text("keys"), call->arguments.boolean("enter")};
  tmux::send_keys(call->chain, pane.id, std::move(keys), [call](const Status& status) {
    if (status) return call->answer(typed_json(*call));
    const auto& error = status.error();
    call->fail(error.code == Errc::not_found ? tmux::no_such_session(call->name()) : error);
  });
}

}  // namespace

void send_keys(Toolbox& tools, const CallPtr& call) {
  if (call->arguments.text("keys").find('\0') != std::string::npos) {
    return call->fail(
        {Errc::invalid_argument, "keys cannot contain U+0000; C-Space is the key that sends it"});
  }
  in_turn(tools, call, [call] {
    tmux::find_active_pane(call->chain, call->name(), [call](Result<tmux::Pane> pane) {
      if (!pane) return call->fail(pane.error());
      type(call, *pane);
    });
  });
}

}  // namespace smcp::tools
