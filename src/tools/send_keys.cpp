// send_keys: a key, or text byte for byte, into a pane of a session.
#include <utility>

#include "tmux/keys.hpp"
#include "tmux/pane_selector.hpp"
#include "tmux/sessions.hpp"
#include "tools/pane_check.hpp"
#include "tools/pane_text.hpp"
#include "tools/tool.hpp"
#include "transport/json_writer.hpp"

namespace smcp::tools {
namespace {

/// Of the line that keys will be typed behind; of a longer one the cursor does not know where it began.
constexpr std::size_t kMaxLastLine = 1024 * 1024;

constexpr std::string_view kModeAdvice =
    ", and keys would go there. Nothing was typed. Try again when the person has left that mode (q), or "
    "leave it "
    "with cancel_mode:true.";

std::string typed_json(const Call& call, const tmux::Cursor& before) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", call.name()).field("keys", call.arguments.text("keys"));
  writer.field("enter", call.arguments.boolean("enter")).field("pane", before.pane.text());
  writer.field("cursor", before.text()).end_object();
  return json;
}

/// A pane that was there a moment ago.
Error gone(const Call& call, tmux::PaneId pane) {
  if (!call.arguments.has("pane")) return tmux::no_such_session(call.name());
  return {Errc::not_found,
          "pane " + pane.text() + " of session \"" + call.name() + "\" does not exist any more"};
}

void type(const CallPtr& call, const tmux::Pane& pane, tmux::Cursor before) {
  before.untold = false;  // an alternate screen hides lines, but they are none that the keys bring about
  tmux::Keys keys{call->arguments.text("keys"), call->arguments.boolean("enter"),
                  call->arguments.boolean("cancel_mode")};
  tmux::send_keys(call->chain, pane, std::move(keys), [call, before](const Status& status) {
    if (status) return call->answer(typed_json(*call, before));
    const auto& error = status.error();
    call->fail(error.code == Errc::not_found ? gone(*call, before.pane) : error);
  });
}

/// Where the output stands before anything is typed: what comes then is the keys' doing.
void look_and_type(const CallPtr& call, const tmux::Pane& pane) {
  const Status ready =
      check_takes_keys(pane, call->name(), call->arguments.boolean("cancel_mode"), kModeAdvice);
  if (!ready) return call->fail(ready.error());
  tmux::CaptureRequest request;
  request.session = call->name();
  request.pane = pane.id;
  request.lines = 1;
  request.max_bytes = kMaxLastLine;
  tmux::capture_pane(call->chain, std::move(request), [call, pane](Result<tmux::Captured> captured) {
    if (captured) return type(call, pane, with_prompt(captured->cursor, captured->state));
    const auto& error = captured.error();
    call->fail(error.code == Errc::not_found ? gone(*call, pane.id) : error);
  });
}

}  // namespace

void send_keys(Toolbox& tools, const CallPtr& call) {
  if (call->arguments.text("keys").find('\0') != std::string::npos) {
    return call->fail(
        {Errc::invalid_argument, "keys cannot contain U+0000; C-Space is the key that sends it"});
  }
  in_turn(tools, call, [call] {
    tmux::find_pane(call->chain, call->name(), call->arguments.text("pane"), [call](Result<tmux::Pane> pane) {
      if (!pane) return call->fail(pane.error());
      look_and_type(call, *pane);
    });
  });
}

}  // namespace smcp::tools
