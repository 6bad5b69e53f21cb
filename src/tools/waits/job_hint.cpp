#include "tools/waits/job_hint.hpp"

#include "shell/carriers.hpp"
#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "shell/shells.hpp"

namespace smcp::tools {
namespace {

using shell::Front;

bool is_own(const tmux::JobLook& look, const Front& front) {
  return !look.shell || look.shell->pid == front.pid;
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

std::string_view waiting_hint(const shell::ProcessView& processes, const tmux::JobLook& look,
                              std::string_view last) {
  constexpr std::string_view kAnswer = "waiting for input: answer with send_keys, then wait_for this job";
  constexpr std::string_view kRun = "a shell waits at its prompt inside this job: use run_command";
  const tmux::PaneState& state = look.state;
  if (is_inner_shell_ready(processes, look, state)) return kRun;
  const Front front = shell::front_of(processes, state.pid, state.tty);
  const bool may_be_shell = front.kind == Front::Kind::carrier ||
                            (front.kind == Front::Kind::shell && is_at_prompt(processes, state));
  return may_be_shell && !is_own(look, front) && shell::looks_like_shell_prompt(last) ? kRun : kAnswer;
}

}  // namespace smcp::tools
