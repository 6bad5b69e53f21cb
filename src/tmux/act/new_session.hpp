// Making a session: a shell with a long history, and a command typed into it once it listens.
#pragma once

#include <string>
#include <string_view>

#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct NewSession {
  std::string name;     ///< taken literally: tmux expands nothing in it
  std::string cwd;      ///< a directory, or empty for ours; taken literally
  std::string command;  ///< typed into the shell, with Enter behind it, or empty
};

/// Lines of history that a session of ours keeps at the least; tmux's default is 2000. A larger limit stays.
inline constexpr std::uint32_t kHistoryLimit = 50'000;

/// Creates the session, detached. A limit on history counts from a pane's birth up to tmux 3.6, so the
/// session is born with a placeholder that a new window replaces after the session's own limit has been set;
/// the user's global options are not touched. For a name of letters, digits, `_` and `-` all of that is one
/// batch, so that nobody sees, and nothing leaves behind, the half of it. A command is typed (as a bracketed
/// paste where the shell takes one) when the shell waits for input, not before.
///
/// Failure and cancellation leave no session behind. Errc::already_exists if there is one of this name;
/// Errc::refused if tmux would store the name as another one, or the shell cannot take the command;
/// Errc::invalid_argument for cwd. `on_progress` hears of the steps.
void create_session(uv::Loop& loop, const Chain& chain, NewSession session,
                    UniqueFunction<void(std::string_view)> on_progress, UniqueFunction<void(Status)> done);

/// Why `command` cannot be typed into any shell, if so: control characters other than tab and newline are
/// keys to it.
[[nodiscard]] Status check_typable(std::string_view command);

}  // namespace smcp::tmux
