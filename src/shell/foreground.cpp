#include "shell/foreground.hpp"

#include <algorithm>

#include "shell/shells.hpp"

namespace smcp::shell {
namespace {

InputAwaited asks(const ProcessView& processes, const Sleep& sleep, const std::string& tty) {
  const bool needs_modes = sleep.call == Sleep::Call::unreadable;
  return awaits_input(sleep, needs_modes ? processes.terminal_modes(tty) : std::nullopt);
}

bool waits_for_terminal(const ProcessView& processes, std::int64_t pid, std::int64_t terminal,
                        const std::string& tty) {
  return asks(processes, processes.sleep(pid, terminal), tty) == InputAwaited::surely;
}

/// A shell without an editor, which sleeps. Whether it reads its commands from the terminal is certain of the pane's own;
/// another one may read them from a file. Either has the terminal, too, while it reads what `$(…)` prints.
bool reads_commands(const ProcessView& processes, const Front& front, const std::string& tty) {
  const Sleep sleep = processes.sleep(front.pid, front.process.terminal);
  return front.first ? may_await_input(sleep) : asks(processes, sleep, tty) == InputAwaited::surely;
}

/// An interactive shell that has the terminal: its editor shows the prompt, or a builtin of its own runs.
Foreground of_shell(const ProcessView& processes, const Front& front, const std::string& tty) {
  const ProcessState& shell = front.process;
  if (!edits_lines(shell.name)) {
    const bool waits = shell.sleeping && reads_commands(processes, front, tty);
    return waits ? Foreground::at_prompt : Foreground::running;
  }
  const auto mode = line_mode_of(processes.terminal_modes(tty));
  if (mode == LineMode::editing || mode == LineMode::unknown) return Foreground::at_prompt;
  const bool waits = shell.sleeping && waits_for_terminal(processes, front.pid, shell.terminal, tty);
  return waits ? Foreground::waiting : Foreground::running;
}

std::optional<Foreground> seen_in(const ProcessView& processes, const Front& front, const std::string& tty) {
  if (front.kind == Front::Kind::unseen) return std::nullopt;
  if (front.kind == Front::Kind::shell) return of_shell(processes, front, tty);
  const bool waits = waits_for_terminal(processes, front.pid, front.terminal, tty);
  return waits ? Foreground::waiting : Foreground::running;
}

}  // namespace

std::optional<Foreground> seen_foreground(const ProcessView& processes, std::int64_t pid,
                                          const std::string& tty) {
  return seen_in(processes, front_of(processes, pid, tty), tty);
}

InputAwaited input_awaited(const ProcessView& processes, std::int64_t pid, const std::string& tty,
                           bool behind_text) {
  const auto foreground = seen_foreground(processes, pid, tty);
  if (!foreground || foreground == Foreground::at_prompt) return InputAwaited::no;
  if (foreground == Foreground::waiting) return InputAwaited::surely;
  const ProcessState first = processes.process(pid);
  auto awaited = InputAwaited::no;
  bool any_hidden = false;
  bool all_sleep = true;
  for (const std::int64_t member : processes.group_members(first.terminal_group)) {
    const Sleep sleep = processes.sleep(member, first.terminal);
    awaited = std::max(awaited, asks(processes, sleep, tty));
    if (awaited == InputAwaited::surely) return awaited;
    any_hidden = any_hidden || is_hidden(sleep);
    all_sleep = all_sleep && processes.process(member).sleeping;
  }
  const LineMode mode = line_mode_of(processes.terminal_modes(tty));
  const bool takes_keys = mode == LineMode::editing || mode == LineMode::keys;
  const bool may_ask = mode == LineMode::canonical && behind_text && any_hidden && all_sleep;
  return takes_keys || may_ask ? InputAwaited::perhaps : awaited;
}

Foreground foreground_of(const ProcessView& processes, std::int64_t pid, const std::string& tty,
                         std::string_view command) {
  return foreground_of(processes, front_of(processes, pid, tty), tty, command);
}

Foreground foreground_of(const ProcessView& processes, const Front& front, const std::string& tty,
                         std::string_view command) {
  const auto by_name = is_shell_name(command) ? Foreground::at_prompt : Foreground::running;
  return seen_in(processes, front, tty).value_or(by_name);
}

std::optional<LineMode> ready_line_mode(const ProcessView& processes, std::int64_t pid,
                                        const std::string& tty) {
  const LineMode mode = line_mode_of(processes.terminal_modes(tty));
  if (mode == LineMode::editing) return mode;
  const ProcessState shell = processes.process(pid);
  if (!shell.known) return mode;
  if (edits_lines(shell.name) || !shell.foreground || !shell.sleeping) return std::nullopt;
  // What is no shell will never read a command, and that is told by what becomes of one.
  const bool reads = !is_shell_name(shell.name) || may_await_input(processes.sleep(pid, shell.terminal));
  if (!reads) return std::nullopt;
  return mode;
}

}  // namespace smcp::shell
