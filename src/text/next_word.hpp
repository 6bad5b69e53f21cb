// Reading values that are separated by one character, from the first on. Pure.
#pragma once

#include <algorithm>
#include <string_view>

namespace smcp {

/// Removes and returns the text up to `separator`, which is removed as well; all of it if there is none.
[[nodiscard]] inline std::string_view next_word(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

}  // namespace smcp
