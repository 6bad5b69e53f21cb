// Cutting text without cutting a character of it.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp {

/// The beginning of `text`, at most `most` bytes, without a partial character at its end.
[[nodiscard]] inline std::string_view utf8_prefix(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace smcp
