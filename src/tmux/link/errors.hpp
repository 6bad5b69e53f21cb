// What tmux says when it refuses, as errors of ours.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// What the stock client says when the server has gone while it was asked, and what our own engines say then.
inline constexpr std::string_view kLostServer = "server exited unexpectedly";

/// The Error behind a reply whose exit status is not 0, by the words of the stock client (2.9a … 3.7):
///   no_server       "no server running on PATH", "error connecting to PATH (No such file …/Connection
///   refused)" not_found       "can't find session/window/pane: X", "no such session: X" already_exists
///   "duplicate session: X"; the message is then just X as tmux would store it refused         anything else,
///   with tmux's own words
[[nodiscard]] Error error_of(const Reply& reply);

/// A sentence for an answer that is not in the form that we asked for.
[[nodiscard]] Error unexpected_answer(std::string_view command);

}  // namespace smcp::tmux
