// Turns what tmux says when it refuses into our errors.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// What the stock client, and also our own engines, say when the server ends during a request.
inline constexpr std::string_view kLostServer = "server exited unexpectedly";

/// The Error for a reply whose exit status is not 0, recognised by the words of the stock client (2.9a …
/// 3.7):
///   no_server       "no server running on PATH", "server exited unexpectedly", "lost server",
///                   "error connecting to PATH (No such file …/Connection refused)"
///   not_found       "can't find session/window/pane: X", "no such session: X", "no current target"
///   already_exists  "duplicate session: X"; the message is then just X, as tmux would store it
///   refused         anything else, in tmux's own words
[[nodiscard]] Error error_of(const Reply& reply);

/// The error for an answer to `command` that does not have the form we asked for.
[[nodiscard]] Error unexpected_answer(std::string_view command);

}  // namespace smcp::tmux
