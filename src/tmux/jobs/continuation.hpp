// Whether a shell at its prompt waits for the rest of a command, by the lines that a pane shows. Pure.
#pragma once

#include <deque>
#include <string>

namespace smcp::tmux {

/// How many of the newest lines tell it, the cursor's included: longer commands are rarely typed at a prompt.
inline constexpr std::size_t kContinuationLines = 8;

/// For the newest lines that are not blank, that of the cursor the last. zsh's prompts name what is open, and are
/// certain. `>` alone is some people's prompt: it is certain only below a prompt of another kind with a command that
/// goes on in the next line, and perhaps more such lines. False in doubt. Not for fish, which has no such prompt.
[[nodiscard]] bool waits_for_rest(const std::deque<std::string>& lines);

}  // namespace smcp::tmux
