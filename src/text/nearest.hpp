// Which of several words was meant by a misspelt one. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace smcp {

/// The candidate with the smallest edit distance from `word` (at most a third of its length), or "".
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace smcp
