// send_keys: a key, or text byte for byte, into a pane of a session.
#include <utility>

#include "json/writer.hpp"
#include "text/shortened.hpp"
#include "tmux/act/type_keys.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"
#include "tools/pane_check.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kModeAdvice =
    ", and keys would go to the scrolling. Nothing was typed. Try again when the person has left that mode "
    "(q), or "
    "leave it "
    "with cancel_mode:true.";

constexpr std::string_view kOwnAdvice =
    ": the keys would be typed into this very conversation. Nothing was typed. Use another pane or session.";

constexpr std::string_view kSynchronisedAdvice =
    ". Nothing was typed. Leave `pane` out to type into the active pane and all that are synchronised with "
    "it, "
    "or ask for the option to be turned off.";

/// Of keys that must not be told.
constexpr std::string_view kHidden = "(hidden)";

std::string typed_json(const Call& call, const tmux::TypedKeys& typed) {
  const std::string& keys = call.arguments.text("keys");
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", call.name());
  writer.field("keys", typed.hidden && !tmux::is_key_name(keys) ? std::string(kHidden) : shortened(keys));
  writer.field("enter", call.arguments.boolean("enter")).field("pane", typed.before.pane.text());
  if (!typed.others.empty()) {
    writer.key("also_typed_into").begin_array();
    for (const tmux::PaneId other : typed.others) writer.string(other.text());
    writer.end_array();
  }
  writer.field("cursor", typed.before.text()).end_object();
  return json;
}

/// A pane that was there a moment ago.
Error gone(const Call& call, tmux::PaneId pane) {
  if (!call.arguments.has("pane")) return tmux::no_such_session(call.name());
  return {Errc::not_found, "pane " + pane.text() + " of session \"" + call.name() + "\" no longer exists"};
}

/// Whether keys may be typed there at all.
Status check(const Call& call, const tmux::Pane& pane) {
  if (auto status = check_is_not_own(call.server.own_pane, pane, kOwnAdvice); !status) return status;
  if (call.arguments.has("pane")) {
    if (auto status = check_keys_are_its_own(pane, call.name(), kSynchronisedAdvice); !status) return status;
  }
  return check_takes_keys(pane, call.name(), call.arguments.boolean("cancel_mode"), kModeAdvice);
}

void type(const CallPtr& call, const tmux::Pane& pane) {
  if (const Status status = check(*call, pane); !status) return call->fail(status.error());
  tmux::Keys keys{call->arguments.text("keys"), call->arguments.boolean("enter"),
                  call->arguments.boolean("cancel_mode")};
  tmux::type_keys(call->server.loop, call->chain, pane, std::move(keys),
                  [call, id = pane.id](const Result<tmux::TypedKeys>& typed) {
                    if (typed) return call->answer(typed_json(*call, *typed));
                    const auto& error = typed.error();
                    call->fail(error.code == Errc::not_found ? gone(*call, id) : error);
                  });
}

}  // namespace

void send_keys(Toolbox&, const CallPtr& call) {
  if (call->arguments.text("keys").find('\0') != std::string::npos) {
    return call->fail(
        {Errc::invalid_argument, "keys cannot contain U+0000; C-Space is the key that sends it"});
  }
  in_turn(call, [call] {
    tmux::find_pane(call->chain, call->name(), call->arguments.text("pane"),
                    [call](const Result<tmux::Pane>& pane) {
                      if (!pane) return call->fail(pane.error());
                      type(call, *pane);
                    });
  });
}

}  // namespace smcp::tools
