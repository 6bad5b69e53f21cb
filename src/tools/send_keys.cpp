// send_keys: a key, or text byte for byte, into a pane of a session.
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "shell/foreground.hpp"
#include "text/shortened.hpp"
#include "tmux/act/type_keys.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/jobs/look_at_job.hpp"
#include "tmux/read/capture.hpp"
#include "tools/pane_check.hpp"
#include "tools/read_keys.hpp"
#include "tools/tool.hpp"
#include "tools/waits/answer_wait.hpp"
#include "tools/waits/known_lines.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kKeysModeAdvice =
    ", and keys would go to the scrolling. Nothing was typed. Try again when the person has left that "
    "mode (q), or leave it with cancel_mode:true.";

constexpr std::string_view kKeysOwnAdvice =
    ": the keys would be typed into this very conversation. Nothing was typed. Use another pane or session.";

constexpr std::string_view kKeysSynchronisedAdvice =
    ". Nothing was typed. Leave `pane` out to type into the active pane and all that are synchronised "
    "with it, or ask for the option to be turned off.";

constexpr std::string_view kPasteAdvice =
    ", and a paste reaches one pane alone. Nothing was typed. Leave paste=true out, or ask for the option to "
    "be "
    "turned off.";

/// Upper bound on what is kept of a program's screen, in bytes: several large screens.
constexpr std::size_t kMaxShown = std::size_t{256} * 1024;

/// A call and what its keys mean.
struct KeysRequest {
  CallPtr call;
  ReadKeys keys;
  bool enter = false;                        ///< Enter is pressed: after the keys, or as the only one of them
  std::shared_ptr<const Pattern> pattern{};  ///< to wait for; null: none
  /// What a program that takes single keys showed before; "" if there is none, or nobody waits for its answer.
  std::string shown{};
  bool job_runs = false;  ///< of run_command, in the pane; known only if the call waits

  /// Whether somebody is to answer: Enter is pressed, by itself or as one of the keys.
  [[nodiscard]] bool asks() const {
    return std::any_of(keys.strokes.begin(), keys.strokes.end(),
                       [](const tmux::Stroke& stroke) { return stroke.is_plain("Enter"); });
  }
};

void write_keys(transport::JsonWriter& writer, const Call& call, bool hidden) {
  const auto& list = call.arguments.texts("keys");
  writer.key("keys");
  if (hidden) {
    writer.string(kHiddenText);
  } else if (list.empty()) {
    writer.string(shortened(call.arguments.text("keys")));
  } else {
    writer.begin_array();
    std::size_t told = 0;
    for (const auto& text : list) {
      if (told >= kMaxEchoed) {
        writer.string("… (" + std::to_string(list.size()) + " parts in all)");
        break;
      }
      writer.string(shortened(text));
      told += text.size();
    }
    writer.end_array();
  }
}

/// The members that tell what was typed.
void write_typed(transport::JsonWriter& writer, const KeysRequest& request, const tmux::TypedKeys& typed) {
  const bool hidden = typed.hidden && request.keys.has_text();
  writer.field("session", request.call->shown_name());
  write_keys(writer, *request.call, hidden);
  if (!request.keys.pressed.empty()) writer.field("pressed", shortened(request.keys.pressed));
  writer.field("enter", request.enter).field("pane", typed.before.pane.text());
  if (typed.pasted) writer.field("pasted", true);
  if (!typed.others.empty()) {
    writer.key("also_typed_into").begin_array();
    for (const tmux::PaneId other : typed.others) writer.string(other.text());
    writer.end_array();
  }
}

void write_hint(transport::JsonWriter& writer, const KeysRequest& request, const tmux::TypedKeys& typed) {
  const bool hidden = typed.hidden && request.keys.has_text();
  if (!hidden && !request.keys.hint.empty()) writer.field("hint", request.keys.hint);
}

std::string typed_json(const KeysRequest& request, const tmux::TypedKeys& typed) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  write_typed(writer, request, typed);
  writer.field("cursor", request.call->server.shown(typed.before.text()));
  write_hint(writer, request, typed);
  writer.end_object();
  return json;
}

void wait_for_answer(Toolbox& tools, const KeysRequest& request, const tmux::TypedKeys& typed) {
  const CallPtr& call = request.call;
  WaitRequest wait = answer_wait(call->arguments, request.pattern, request.asks());
  wait.sessions.push_back(
      {call->name(), {.pane = typed.before.pane, .since = typed.before, .shown = request.shown}});
  wait.typed = typed.lines;
  wait.may_end_job = request.job_runs;
  wait.about = [request, typed](transport::JsonWriter& writer) {
    write_typed(writer, request, typed);
    write_hint(writer, request, typed);
  };
  call->pass.reset();  // others may type meanwhile
  wait_in_panes(tools, call, std::move(wait));
}

/// A pane that was there a moment ago.
Error gone_pane(const Call& call, tmux::PaneId pane) {
  if (!call.arguments.has("pane")) return tmux::no_such_session(call.name());
  return {Errc::not_found,
          "pane " + pane.text() + " of session \"" + call.shown_name() + "\" no longer exists"};
}

/// Whether keys may be typed there at all.
Status check_may_type(const Call& call, const tmux::Pane& pane) {
  if (auto status = check_is_not_own(call.server.own_pane, pane, kKeysOwnAdvice); !status) return status;
  if (call.arguments.has("pane")) {
    if (auto status = check_keys_are_its_own(pane, call.shown_name(), kKeysSynchronisedAdvice); !status)
      return status;
  }
  if (call.arguments.boolean("paste")) {
    if (auto status = check_keys_are_its_own(pane, call.shown_name(), kPasteAdvice); !status) return status;
  }
  return check_takes_keys(pane, call.shown_name(), call.arguments.boolean("cancel_mode"), kKeysModeAdvice);
}

/// A list says all that is to be pressed; after one key or text, Enter follows unless told otherwise.
Result<KeysRequest> read_keys_request(const CallPtr& call) {
  const Arguments& arguments = call->arguments;
  const bool is_list = !arguments.texts("keys").empty();
  auto keys = read_keys(is_list ? arguments.texts("keys") : std::vector{arguments.text("keys")});
  if (!keys) return keys.error();
  const auto fits = [](const tmux::Stroke& stroke) {
    return stroke.is_key || tmux::can_be_pasted(stroke.press.bytes);
  };
  if (arguments.boolean("paste") && !std::all_of(keys->strokes.begin(), keys->strokes.end(), fits)) {
    return Error{Errc::invalid_argument,
                 "text with control characters other than tabs and line breaks cannot be pasted; leave out "
                 "paste=true, or press the keys in a list"};
  }
  const bool is_enter = keys->strokes.size() == 1 && keys->strokes.front().is_plain("Enter");
  const bool enter = arguments.has("enter") ? arguments.boolean("enter") : !is_list && !keys->sequence;
  if (enter && !is_enter) keys->strokes.push_back(tmux::Stroke::enter());
  const auto pattern = answer_pattern(arguments);
  if (!pattern) return pattern.error();
  return KeysRequest{call, std::move(*keys), enter, *pattern};
}

void type(Toolbox& tools, const KeysRequest& request, const tmux::Pane& pane) {
  const CallPtr& call = request.call;
  tmux::Keys keys{request.keys.strokes, call->arguments.boolean("cancel_mode")};
  if (call->arguments.has("paste")) keys.paste = call->arguments.boolean("paste");
  tmux::type_keys(call->server.loop, call->chain, pane, std::move(keys),
                  [&tools, request, id = pane.id](const Result<tmux::TypedKeys>& typed) {
                    if (typed) request.call->has_typed(typed->hidden && request.keys.has_text());
                    if (typed && waits_for_answer(request.call->arguments))
                      return wait_for_answer(tools, request, *typed);
                    if (typed) return request.call->answer(typed_json(request, *typed));
                    const auto& error = typed.error();
                    request.call->fail(error.code == Errc::not_found ? gone_pane(*request.call, id) : error);
                  });
}

/// Whether a program may draw its screen anew when it gets keys, so that only a look at what it showed before tells what
/// is new.
bool may_redraw(const Call& call, const tmux::Pane& pane) {
  const auto& processes = call.server.client.processes();
  const auto modes = processes.terminal_modes(pane.terminal.tty);
  if (!modes || modes->canonical) return false;
  return shell::seen_foreground(processes, pane.terminal.pid, pane.terminal.tty) !=
         shell::Foreground::at_prompt;
}

/// Reads what the pane shows where that is needed to tell an answer.
void read_and_type(Toolbox& tools, const KeysRequest& request, const tmux::Pane& pane) {
  const CallPtr& call = request.call;
  if (!may_redraw(*call, pane)) return type(tools, request, pane);
  tmux::CaptureRequest look;
  look.session = call->name();
  look.pane = pane.id;
  look.lines = KnownLines::kRead;
  look.max_bytes = kMaxShown;
  tmux::capture_pane(call->chain, std::move(look),
                     [&tools, request = KeysRequest(request),
                      pane = tmux::Pane(pane)](const Result<tmux::Captured>& captured) mutable {
                       if (captured) request.shown = captured->text->text();
                       type(tools, request, pane);
                     });
}

/// Where the call waits, it tells the end of a job only if that ran before.
void look_at_job_and_type(Toolbox& tools, const KeysRequest& request, const tmux::Pane& pane) {
  const CallPtr& call = request.call;
  call->is_about(pane.id);
  if (const Status status = check_may_type(*call, pane); !status) return call->fail(status.error());
  if (!waits_for_answer(call->arguments)) return type(tools, request, pane);
  tmux::look_at_job(call->chain, pane.id,
                    [&tools, request = KeysRequest(request),
                     pane = tmux::Pane(pane)](const Result<tmux::JobLook>& look) mutable {
                      request.job_runs = look && look->job_runs();
                      if (request.pattern) return type(tools, request, pane);
                      auto seen = [&tools, request, pane] { read_and_type(tools, request, pane); };
                      request.call->chain->look({pane.terminal.tty}, std::move(seen));
                    });
}

}  // namespace

void send_keys(Toolbox& tools, const CallPtr& call) {
  auto request = read_keys_request(call);
  if (!request) return call->fail(request.error());
  in_turn(call, [&tools, request = std::move(*request)] {
    const Call& asked = *request.call;
    tmux::find_pane(asked.chain, asked.name(), asked.arguments.text("pane"),
                    [&tools, request](const Result<tmux::Pane>& pane) {
                      if (!pane) return request.call->fail(pane.error());
                      look_at_job_and_type(tools, request, *pane);
                    });
  });
}

}  // namespace smcp::tools
