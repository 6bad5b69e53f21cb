// UTF-8: where its characters begin and end, in text that need not be all valid. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp {

/// Whether a byte continues a character that an earlier one has begun.
[[nodiscard]] constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// The beginning of `text`, at most `most` bytes, without a part of a character at its end.
[[nodiscard]] constexpr std::string_view utf8_prefix(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && continues_character(text[most])) --most;
  return text.substr(0, most);
}

struct Utf8Sequence {
  std::size_t size;  ///< at least 1
  bool valid;        ///< false: a maximal invalid subpart, to be replaced by one U+FFFD
};

/// What `bytes`, which must not be empty, begins with. Maximal subparts as Unicode 3.9 (table 3-7) and the
/// WHATWG decoder have them: the longest beginning of a well-formed sequence, or else a single byte.
[[nodiscard]] Utf8Sequence first_utf8_sequence(std::string_view bytes);

struct CodePoint {
  char32_t value;
  std::size_t size;  ///< in bytes, at least 1
};

/// The character that `bytes`, which must not be empty, begins with; U+FFFD for what is not valid.
[[nodiscard]] CodePoint first_code_point(std::string_view bytes);

}  // namespace smcp
