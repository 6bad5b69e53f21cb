// The program that a session of ours begins with, and how the shell takes its place once the session has settings
// of its own.
//
// Hooks of the user's run in between: those of new-session itself at once, others before the next request. They
// may have split the placeholder's window, opened others, moved it or renamed the session. Nothing of theirs is
// killed: the placeholder's window is replaced as a whole only where nothing else is in it.
#pragma once

#include <string>
#include <vector>

#include "tmux/act/new_session_rows.hpp"
#include "tmux/act/pane_start.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// Minimum number of history lines that our sessions keep; tmux's default is 2000. A larger limit is kept.
inline constexpr std::uint32_t kHistoryLimit = 50'000;

/// Ends a `new-session` with its shell-command.
void append_placeholder(Command& command);

/// Adds the settings of `session` (`=NAME`, `$1`) that must be there before its shell: the variables that it has
/// from its server (session_variables.hpp), the history limit for new panes, and that it lasts while nobody is
/// attached to it, whatever destroy-unattached says of others.
void append_settings(Command& batch, const std::string& session, const std::vector<std::string>& environment);

/// Adds that the shell's window replaces the first window of `session`. If that is not the placeholder's, or has
/// other panes, the batch ends before it with an error of Errc::busy, and nothing is replaced.
void append_window_for_first(Command& batch, const std::string& session, const PaneStart& start);
/// The same for the placeholder in this pane, wherever its window is now.
void append_window_for(Command& batch, const MadeSession& made, const PaneStart& start);
/// Adds that the shell gets the placeholder's place among the other panes of its window.
void append_pane_for(Command& batch, const MadeSession& made, const PaneStart& start);

/// A request after which the shell's pane is the active one of its session, even if a hook has made another one
/// active: calls that name no pane mean that one. Its answer is for is_there().
[[nodiscard]] Command bring_to_front(const MadeSession& made, PaneId pane);
/// Whether the pane still existed then.
[[nodiscard]] bool is_there(std::string_view answer, PaneId pane);

}  // namespace smcp::tmux
