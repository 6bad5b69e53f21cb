// new_window: a window in a session, or a pane beside another one, with a shell and perhaps a command.
#include "tmux/act/new_window.hpp"

#include <memory>
#include <string>
#include <utility>

#include "json/writer.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tools/session_name.hpp"
#include "tools/tool.hpp"
#include "tools/waits/answer_wait.hpp"

namespace smcp::tools {
namespace {

struct WindowRequest {
  CallPtr call;
  tmux::NewWindow wanted;
  std::shared_ptr<const Pattern> pattern{};  ///< to wait for; null: none
};

Error invalid(const char* message) {
  return {Errc::invalid_argument, message};
}

Result<tmux::Split> split_of(const Arguments& arguments) {
  const std::string& split = arguments.text("split");
  if (split.empty()) return tmux::Split::none;
  if (split == "right") return tmux::Split::right;
  if (split == "below") return tmux::Split::below;
  return invalid("split must be right or below; leave it out to open a window");
}

Result<WindowRequest> read_window_request(const CallPtr& call) {
  const Arguments& arguments = call->arguments;
  const auto split = split_of(arguments);
  if (!split) return split.error();
  const bool splits = *split != tmux::Split::none;
  if (splits && arguments.has("window"))
    return invalid("window names a new window, and a split makes none: leave one of them out");
  if (!splits && arguments.has("pane"))
    return invalid("pane says what to split: give split (right or below), too, or leave pane out");
  WindowRequest request{call, {.session = call->name(), .split = *split}, {}};
  if (arguments.has("window")) {
    if (auto status = check_new_name(arguments.text("window"), "window"); !status) return status.error();
    request.wanted.window = arguments.text("window");
  }
  if (!tmux::is_blank(arguments.text("command"))) request.wanted.command = arguments.text("command");
  if (auto status = tmux::check_typable(request.wanted.command); !status) return status.error();
  request.wanted.start = {arguments.text("cwd"), arguments.named_texts("env")};
  if (auto status = tmux::check_start(request.wanted.start); !status) return status.error();
  auto pattern = answer_pattern(arguments);
  if (!pattern) return pattern.error();
  request.pattern = std::move(*pattern);
  return request;
}

/// The members that tell what was made.
void write_made(transport::JsonWriter& writer, const Call& call, const tmux::NewWindowPane& made) {
  writer.field("session", call.shown_name()).field("window", made.window).field("pane", made.pane.text());
}

/// The pane is not the active one, which the tools act on by themselves.
std::string window_hint(const tmux::NewWindowPane& made, bool has_command) {
  return std::string(has_command ? "Next, wait_for" : "Next, run_command or send_keys") +
         " with pane=" + made.pane.text() +
         ", which is in the background: without it, tools act on the active pane";
}

std::string made_json(const Call& call, const tmux::NewWindowPane& made, bool has_command) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  write_made(writer, call, made);
  writer.field("cursor", call.server.shown(made.start.text()))
      .field("hint", window_hint(made, has_command))
      .end_object();
  return json;
}

void wait_for_output(Toolbox& tools, const CallPtr& call, const std::shared_ptr<const Pattern>& pattern,
                     const std::string& command, const tmux::NewWindowPane& made) {
  WaitRequest wait = answer_wait(call->arguments, pattern, !command.empty());
  wait.sessions.push_back({call->name(), {.pane = made.pane, .since = made.start}});
  if (!command.empty()) wait.typed = typed_lines(command);
  wait.may_end_job = false;
  wait.about = [call, made](transport::JsonWriter& writer) { write_made(writer, *call, made); };
  call->pass.reset();  // others may act on the session meanwhile
  wait_in_panes(tools, call, std::move(wait));
}

void open(Toolbox& tools, WindowRequest request) {
  const CallPtr call = request.call;
  auto on_progress = [call](std::string_view message) { call->reply.progress(message); };
  auto opened = [&tools, call, pattern = request.pattern,
                 command = request.wanted.command](const Result<tmux::NewWindowPane>& made) {
    if (!made) return call->fail(made.error());
    call->is_about(made->pane);
    if (waits_for_answer(call->arguments)) return wait_for_output(tools, call, pattern, command, *made);
    call->answer(made_json(*call, *made, !command.empty()));
  };
  tmux::open_window(call->server.loop, call->chain, std::move(request.wanted), std::move(on_progress),
                    std::move(opened));
}

}  // namespace

void new_window(Toolbox& tools, const CallPtr& call) {
  auto request = read_window_request(call);
  if (!request) return call->fail(request.error());
  in_turn(call, [&tools, request = std::move(*request)]() mutable {
    const CallPtr asked = request.call;
    tmux::find_pane(asked->chain, asked->name(), asked->arguments.text("pane"),
                    [&tools, request = std::move(request)](const Result<tmux::Pane>& pane) mutable {
                      if (!pane) return request.call->fail(pane.error());
                      request.wanted.pane = *pane;
                      request.call->is_about(pane->id);
                      open(tools, std::move(request));
                    });
  });
}

}  // namespace smcp::tools
