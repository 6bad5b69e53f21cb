// Creating a session: a shell with a long history, and a command typed into it once the shell is ready.
#pragma once

#include <string>
#include <string_view>

#include "tmux/act/long_history.hpp"
#include "tmux/act/pane_start.hpp"
#include "tmux/act/window_size.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/made_by.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

struct NewSession {
  std::string name;     ///< used literally: tmux expands nothing in it
  std::string command;  ///< typed into the shell and followed by Enter; may be empty
  /// The variables are those of the session: later windows have them, too. Without a directory: ours.
  PaneStart start{};
  WantedSize size{};    ///< of the shell's window; later ones have it, too, if nobody is attached
  std::string shell{};  ///< the session's default-shell, in place of default-command, too; may be empty
  /// A file to which all that the shell's pane prints is appended, or empty (pane_log.hpp).
  std::string log{};
  MadeBy made_by{};  ///< marks the session; not without a program
};

/// What has been made.
struct NewSessionPane {
  SessionId session;
  ServerId server;
  PaneId pane;  ///< the shell's
  /// With a command: at the shell's prompt, before the command was typed, so that all that it prints comes
  /// after this, and the typed line is not a new line. Without one: before the shell printed anything.
  Cursor start;
};

/// Creates the session, detached. Up to tmux 3.6 a pane's history limit is fixed when the pane is created. So
/// the session starts with a placeholder, the session's own limit is set, and a new window replaces the
/// placeholder; the user's global options are not touched. If possible all of this is one batch
/// (new_session_batches.hpp), so that nobody sees half of it and no failure leaves half of it behind. A command is
/// typed (as a bracketed paste if the shell supports it) when the shell waits for input, not before. Without a
/// command, the shell is seen to live for a moment (shell_lives.hpp).
///
/// Failure and cancellation leave no session behind. Errc::already_exists if there is a session of this name;
/// Errc::refused if tmux would change the name, or the shell ends or cannot take the command; Errc::invalid_argument
/// for a bad `cwd` or `log`. `on_progress` is told of the steps.
void create_session(uv::Loop& loop, const Chain& chain, NewSession session,
                    UniqueFunction<void(std::string_view)> on_progress,
                    UniqueFunction<void(Result<NewSessionPane>)> done);

}  // namespace smcp::tmux
