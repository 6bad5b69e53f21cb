// Turns what tmux says when it refuses into our errors.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// What the stock client, and also our own engines, say when the server ends during a request.
inline constexpr std::string_view kLostServer = "server exited unexpectedly";

/// What our own engines say when a request's time is over. Behind it stands what held the request up, if that is known.
inline constexpr std::string_view kTimedOut = "tmux did not answer in time";

/// The oldest tmux with which this program is tested.
inline constexpr int kOldestMajor = 3;
inline constexpr int kOldestMinor = 1;

/// Whether what `tmux -V` prints names an older one, such as `tmux 2.7`; false for what has no number.
[[nodiscard]] bool is_older_tmux(std::string_view version);

/// The Error for a reply whose exit status is not 0, recognised by the words of the stock client (2.9a …
/// 3.7):
///   no_server       "no server running on PATH", "server exited unexpectedly", "lost server",
///                   "error connecting to PATH (No such file …/Connection refused)"
///   not_found       "can't find session/window/pane: X", "no such session: X", "no current target"
///   already_exists  "duplicate session: X"; the message is then just X, as tmux would store it
///   refused         anything else, in tmux's own words; if it does not know a command or an option, which all that is
///                   sent here has been since kOldestMajor.kOldestMinor, also that it is too old
[[nodiscard]] Error error_of(const Reply& reply);

/// The error for an answer to `command` that does not have the form we asked for.
[[nodiscard]] Error unexpected_answer(std::string_view command);

}  // namespace smcp::tmux
