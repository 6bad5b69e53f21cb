// UTF-8: where characters begin and end, in text that may be partly invalid. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp {

/// Whether a byte continues a character that began earlier.
[[nodiscard]] constexpr bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// The beginning of `text`, at most `most` bytes, without a partial character at its end.
[[nodiscard]] constexpr std::string_view utf8_prefix(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && continues_character(text[most])) --most;
  return text.substr(0, most);
}

struct Utf8Sequence {
  std::size_t size;  ///< at least 1
  bool valid;        ///< false: a maximal invalid subpart, to be replaced by one U+FFFD
};

/// The sequence at the beginning of `bytes`, which must not be empty. Maximal subparts are defined as in
/// Unicode 3.9 (table 3-7) and the WHATWG decoder: the longest beginning of a well-formed sequence, or else a
/// single byte.
[[nodiscard]] Utf8Sequence first_utf8_sequence(std::string_view bytes);

struct CodePoint {
  char32_t value;
  std::size_t size;  ///< in bytes, at least 1
};

/// The character at the beginning of `bytes`, which must not be empty; U+FFFD if it is not valid.
[[nodiscard]] CodePoint first_code_point(std::string_view bytes);

}  // namespace smcp
