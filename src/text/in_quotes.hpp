// What somebody has given, in a sentence about it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp {

/// Upper bound on such a text, in bytes: it is to be recognised, not repeated.
inline constexpr std::size_t kMaxInQuotes = 100;

/// `text` in double quotes; a longer one is cut between characters and ends with `…`.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace smcp
