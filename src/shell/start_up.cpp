#include "shell/start_up.hpp"

#include "shell/foreground.hpp"
#include "shell/shells.hpp"

namespace smcp::shell {

bool may_run_start_up_files(const ProcessView& processes, std::int64_t pid, const std::string& tty) {
  const ProcessState shell = processes.process(pid);
  if (!shell.known || !shell.age || *shell.age >= kStartUpTime) return false;
  if (!is_shell_name(shell.name) || !is_interactive_shell(processes.arguments(pid))) return false;
  if (line_mode_of(processes.terminal_modes(tty)) != LineMode::canonical) return false;
  return seen_foreground(processes, pid, tty) == Foreground::running;
}

}  // namespace smcp::shell
