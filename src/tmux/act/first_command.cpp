#include "tmux/act/first_command.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/called_back.hpp"
#include "tmux/act/shell_ready.hpp"
#include "tmux/act/type_command.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/last_typed.hpp"
#include "tmux/read/with_prompt.hpp"

namespace smcp::tmux {
namespace {

/// Upper bound on the line of the prompt, in bytes. Behind a longer one, the cursor does not know where the line
/// began.
constexpr std::size_t kMaxPrompt = 64 * 1024;

/// Taken at the prompt, so that the line behind which the command is typed is not output of the command.
Task<Result<Cursor>> cursor_at_prompt(Chain chain, PaneId pane) {
  CaptureRequest request;
  request.pane = pane;
  request.lines = 1;
  request.max_bytes = kMaxPrompt;
  const auto captured =
      co_await called_back<Result<Captured>>([&](UniqueFunction<void(Result<Captured>)> done) {
        capture_pane(chain, std::move(request), std::move(done));
      });
  if (!captured) co_return captured.error();
  co_return with_prompt(captured->cursor, captured->state, chain->processes());
}

/// So that a later wait knows what was typed behind the prompt. From here on, the pane ends with its shell.
Task<Status> remember(Chain chain, PaneId pane, LastTyped typed) {
  Command command("set-option");
  command.flag("-p").flag("-t").arg(pane.text()).flag("--").flag(kLastTypedOption);
  command.arg(typed.newest().text());
  release(command, pane);
  const auto remembered = co_await run(chain, std::move(command));
  if (!remembered && remembered.error().code != Errc::not_found) co_return remembered.error();
  co_return Ok{};
}

}  // namespace

Task<Result<Cursor>> give_first_command(uv::Loop& loop, Chain chain, NewPane pane, Cursor blank,
                                        FirstCommand command) {
  if (command.on_progress)
    command.on_progress("the " + std::string(pane.made) + " has been created; waiting for its shell");
  auto waiting = wait_for_shell(loop, chain, pane);
  const auto mode = co_await waiting;
  if (!mode) co_return mode.error();
  auto at_prompt = cursor_at_prompt(chain, pane.id());
  const auto start = co_await at_prompt;
  // A pane that has gone meanwhile is for whoever types to tell.
  if (!start && start.error().code != Errc::not_found) co_return start.error();
  if (start) {
    LastTyped typed{*start, tools::typed_lines(command.text)};
    auto remembering = remember(chain, pane.id(), std::move(typed));
    const Status remembered = co_await remembering;
    if (!remembered) co_return remembered.error();
  }
  if (command.on_progress) command.on_progress("the shell is ready; typing the command");
  auto typing = type_command(loop, chain, pane, *mode, std::move(command.text));
  const Status typed = co_await typing;
  if (!typed) co_return typed.error();
  co_return start ? *start : blank;
}

Status check_typable(std::string_view command) {
  const auto found = std::find_if(command.begin(), command.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
  if (found == command.end()) return Ok{};
  std::array<char, 8> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(*found));
  return Error{
      Errc::invalid_argument,
      "command contains the control character " + std::string(code.data()) + " at byte " +
          std::to_string(found - command.begin()) +
          ", which a shell takes for a key. Write it as an escape (printf '\\033…'), or use a script."};
}

}  // namespace smcp::tmux
