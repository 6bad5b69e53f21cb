#include "tools/waits/job_hint.hpp"

#include "shell/carriers.hpp"
#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "shell/shells.hpp"
#include "shell/terminal_echo.hpp"

namespace smcp::tools {
namespace {

using shell::Front;

/// A shell of which nothing could be seen when the job began is the pane's own if that is in front.
bool is_own(const tmux::JobLook& look, const Front& front) {
  return !look.shell || look.shell->pid == front.pid || (look.shell->pid == 0 && front.first);
}

bool is_at_prompt(const shell::ProcessView& processes, const tmux::PaneState& state) {
  return shell::seen_foreground(processes, state.pid, state.tty) == shell::Foreground::at_prompt;
}

}  // namespace

bool is_shell_inside(const shell::ProcessView& processes, const tmux::JobLook& look,
                     const tmux::PaneState& state) {
  const Front front = shell::front_of(processes, state.pid, state.tty);
  return front.kind == Front::Kind::shell && !is_own(look, front);
}

bool is_inner_shell_ready(const shell::ProcessView& processes, const tmux::JobLook& look,
                          const tmux::PaneState& state) {
  const Front front = shell::front_of(processes, state.pid, state.tty);
  // Without an editor it looks the same while a script asks for a line.
  return front.kind == Front::Kind::shell && !is_own(look, front) && shell::edits_lines(front.process.name) &&
         is_at_prompt(processes, state);
}

JobQuestion question_in(const shell::ProcessView& processes, const tmux::JobLook& look,
                        const tmux::PaneState& state) {
  const Front front = shell::front_of(processes, state.pid, state.tty);
  const bool may_be_shell = front.kind == Front::Kind::carrier ||
                            (front.kind == Front::Kind::shell && is_at_prompt(processes, state));
  const auto modes = processes.terminal_modes(state.tty);
  return {.hidden = shell::echo_of(modes) == shell::TerminalEcho::hidden,
          .shell_ready = is_inner_shell_ready(processes, look, state),
          .may_be_shell = may_be_shell && !is_own(look, front)};
}

std::string_view waiting_hint(const JobQuestion& question, std::string_view last) {
  constexpr std::string_view kAnswer = "waiting for input: answer with send_keys, then wait_for this job";
  constexpr std::string_view kRun = "a shell waits at its prompt inside this job: use run_command";
  const bool is_shell =
      question.shell_ready || (question.may_be_shell && shell::looks_like_shell_prompt(last));
  return is_shell ? kRun : kAnswer;
}

}  // namespace smcp::tools
