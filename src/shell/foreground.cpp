#include "shell/foreground.hpp"

#include <algorithm>

#include "shell/front.hpp"
#include "shell/shells.hpp"

namespace smcp::shell {
namespace {

bool waits_for_terminal(const ProcessView& processes, std::int64_t pid, std::int64_t terminal,
                        const std::string& tty) {
  const Sleep sleep = processes.sleep(pid, terminal);
  const bool needs_modes = sleep.call == Sleep::Call::unreadable;
  return waits_for_input(sleep, needs_modes ? processes.terminal_modes(tty) : std::nullopt);
}

/// An interactive shell that has the terminal: its editor shows the prompt, or a builtin of its own runs. What
/// a shell without an editor runs has the terminal itself if that shell is the pane's own; but another one may
/// read its commands from a file.
Foreground of_shell(const ProcessView& processes, const Front& front, const std::string& tty) {
  const ProcessState& shell = front.process;
  if (!edits_lines(shell.name)) {
    const bool waits =
        shell.sleeping && (front.first || waits_for_terminal(processes, front.pid, shell.terminal, tty));
    return waits ? Foreground::at_prompt : Foreground::running;
  }
  const auto mode = line_mode_of(processes.terminal_modes(tty));
  if (mode == LineMode::editing || mode == LineMode::unknown) return Foreground::at_prompt;
  const bool waits = shell.sleeping && waits_for_terminal(processes, front.pid, shell.terminal, tty);
  return waits ? Foreground::waiting : Foreground::running;
}

}  // namespace

std::optional<Foreground> seen_foreground(const ProcessView& processes, std::int64_t pid,
                                          const std::string& tty) {
  const Front front = front_of(processes, pid, tty);
  if (front.kind == Front::Kind::unseen) return std::nullopt;
  if (front.kind == Front::Kind::shell) return of_shell(processes, front, tty);
  const bool waits = waits_for_terminal(processes, front.pid, front.terminal, tty);
  return waits ? Foreground::waiting : Foreground::running;
}

InputAwaited input_awaited(const ProcessView& processes, std::int64_t pid, const std::string& tty) {
  const auto foreground = seen_foreground(processes, pid, tty);
  if (!foreground || foreground == Foreground::at_prompt) return InputAwaited::no;
  if (foreground == Foreground::waiting) return InputAwaited::surely;
  const ProcessState first = processes.process(pid);
  const auto members = processes.group_members(first.terminal_group);
  const bool waits = std::any_of(members.begin(), members.end(), [&](std::int64_t member) {
    return member != first.terminal_group && waits_for_terminal(processes, member, first.terminal, tty);
  });
  if (waits) return InputAwaited::surely;
  const LineMode mode = line_mode_of(processes.terminal_modes(tty));
  const bool takes_keys = mode == LineMode::editing || mode == LineMode::keys;
  return takes_keys ? InputAwaited::perhaps : InputAwaited::no;
}

Foreground foreground_of(const ProcessView& processes, std::int64_t pid, const std::string& tty,
                         std::string_view command) {
  const auto by_name = is_shell_name(command) ? Foreground::at_prompt : Foreground::running;
  return seen_foreground(processes, pid, tty).value_or(by_name);
}

std::optional<LineMode> ready_line_mode(const ProcessView& processes, std::int64_t pid,
                                        const std::string& tty) {
  const LineMode mode = line_mode_of(processes.terminal_modes(tty));
  if (mode == LineMode::editing) return mode;
  const ProcessState shell = processes.process(pid);
  if (shell.known && (edits_lines(shell.name) || !shell.foreground || !shell.sleeping)) return std::nullopt;
  return mode;
}

}  // namespace smcp::shell
