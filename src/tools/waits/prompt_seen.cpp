#include "tools/waits/prompt_seen.hpp"

#include "shell/carriers.hpp"
#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "shell/shells.hpp"
#include "tmux/jobs/continuation.hpp"

namespace smcp::tools {
namespace {

bool is_far_prompt(const shell::ProcessView& processes, const tmux::PaneState& pane,
                   const RecentLines& recent, std::string_view last) {
  if (pane.alternate || pane.cursor_x == 0) return false;
  if (!shell::looks_like_shell_prompt(last) && !tmux::waits_for_rest(recent.lines())) return false;
  return shell::front_of(processes, pane.pid, pane.tty).kind == shell::Front::Kind::carrier;
}

}  // namespace

bool needs_rest_of_command(const shell::ProcessView& processes, const tmux::PaneState& pane,
                           const RecentLines& recent) {
  if (!tmux::waits_for_rest(recent.lines())) return false;
  const auto front = shell::front_of(processes, pane.pid, pane.tty);
  return shell::shell_kind(front.process.name) != shell::ShellKind::fish;
}

std::optional<shell::Foreground> foreground_in(const shell::ProcessView& processes,
                                               const tmux::PaneState& pane, const RecentLines& recent,
                                               std::string_view last) {
  const auto seen = shell::seen_foreground(processes, pane.pid, pane.tty);
  const bool is_far = seen && !last.empty() && is_far_prompt(processes, pane, recent, last);
  return is_far ? shell::Foreground::at_prompt : seen;
}

}  // namespace smcp::tools
