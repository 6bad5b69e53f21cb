// The batches that make a session: what is in one request, so that nobody sees half of it.
//
// A session begins with a placeholder, whose place the shell takes once the session has settings of its own. Hooks of
// the user's run in between: those of new-session itself at once, others before the next request. They may have split
// the placeholder's window, opened others, moved it or renamed the session. Nothing of theirs is killed: the
// placeholder's window is replaced as a whole only where nothing else is in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmux/act/new_session.hpp"
#include "tmux/act/new_session_rows.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// Whether all of it can be one batch. Not with a name that not every version stores as it is, or that has another
/// meaning in a target or a quoted string: the session's id must be known first. Not with an environment: the batch may
/// start a server, and everybody can read its arguments in the list of processes for as long as that runs.
[[nodiscard]] bool is_one_batch(const NewSession& wanted);

/// Makes the session, with a placeholder for its shell, and prints its row (MadeSession); then the shell, if
/// is_one_batch(). `environment` is the one that we give to tmux (session_variables.hpp).
[[nodiscard]] Command make_session(const NewSession& wanted, const std::vector<std::string>& environment);

/// Lets the shell's window replace that of the placeholder, wherever it is now. If that has other panes, the batch ends
/// before it with an error of Errc::busy, and nothing is replaced; the same holds for the batch above.
[[nodiscard]] Command make_shell_window(const NewSession& wanted, const MadeSession& made,
                                        const std::vector<std::string>& environment);
/// Gives the shell the placeholder's place among the other panes of its window.
[[nodiscard]] Command make_shell_pane(const NewSession& wanted, const MadeSession& made,
                                      const std::vector<std::string>& environment);

/// A request after which the shell's pane is the active one of its session, even if a hook has made another one
/// active: calls that name no pane mean that one.
[[nodiscard]] Command bring_to_front(const MadeSession& made, PaneId pane);

}  // namespace smcp::tmux
