// The options of a pane that are about typing, for all who look at them: the lock by which those who type take
// turns (act/typing_lock.hpp says what it holds) with the length of its token, and what was typed last.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::tmux {

inline constexpr std::string_view kTypingOption = "@smcp-typing";

/// The option of a pane that remembers what was typed last (read/last_typed.hpp).
inline constexpr std::string_view kLastTypedOption = "@smcp-typed";

/// Letters of the token with which its value begins.
inline constexpr std::size_t kTypingTokenSize = 6;

}  // namespace smcp::tmux
