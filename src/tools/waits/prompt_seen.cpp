#include "tools/waits/prompt_seen.hpp"

#include "shell/carriers.hpp"
#include "shell/front.hpp"
#include "shell/shells.hpp"
#include "tmux/jobs/continuation.hpp"

namespace smcp::tools {

bool needs_rest_of_command(const shell::ProcessView& processes, const tmux::PaneState& pane,
                           const RecentLines& recent) {
  if (!tmux::waits_for_rest(recent.lines())) return false;
  const auto front = shell::front_of(processes, pane.pid, pane.tty);
  return shell::shell_kind(front.process.name) != shell::ShellKind::fish;
}

bool is_far_prompt(const shell::ProcessView& processes, const tmux::PaneState& pane,
                   const RecentLines& recent, std::string_view last) {
  if (pane.alternate || pane.cursor_x == 0) return false;
  if (!shell::looks_like_shell_prompt(last) && !tmux::waits_for_rest(recent.lines())) return false;
  return shell::front_of(processes, pane.pid, pane.tty).kind == shell::Front::Kind::carrier;
}

}  // namespace smcp::tools
