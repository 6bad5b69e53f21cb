// The option of a pane by which those who type into it take turns (act/typing_lock.hpp says what it holds): its name
// and the length of a token, for all who look at it.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::tmux {

inline constexpr std::string_view kTypingOption = "@smcp-typing";

/// Letters of the token with which its value begins.
inline constexpr std::size_t kTypingTokenSize = 6;

}  // namespace smcp::tmux
