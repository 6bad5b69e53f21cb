// Renaming sessions and windows: exactly, or not at all.
#pragma once

#include <string>

#include "base/unique_function.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Renames the session with exactly this name; `to` is used literally, and tmux compares `name` at the moment of
/// renaming. Its panes, and with them cursors and jobs, stay what they are. no_such_session() if there is none;
/// Errc::already_exists if another session is called `to`; Errc::refused if tmux stores it as something else, in which case
/// the session gets its old name back.
void rename_session(const Chain& chain, std::string name, std::string to, UniqueFunction<void(Status)> done);

/// Renames the window of `pane`, which the session of this name must hold; `to` is used literally. tmux no longer renames
/// it by itself then (automatic-rename). Errc::already_exists if another window of the session is called `to`, since
/// neither could be told by its name then; Errc::not_found if the session does not hold the pane any longer;
/// Errc::refused if tmux stores the name as something else.
void rename_window(const Chain& chain, std::string session, Pane pane, std::string to,
                   UniqueFunction<void(Status)> done);

}  // namespace smcp::tmux
