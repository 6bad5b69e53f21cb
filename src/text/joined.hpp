// Several words as one text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smcp {

[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);

/// The first `most` of them, with commas; of more, the number is told: `a, b, … (7 in all)`.
[[nodiscard]] std::string first_joined(const std::vector<std::string>& words, std::size_t most);

}  // namespace smcp
