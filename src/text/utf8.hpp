// Decoding UTF-8 sequence by sequence, for text that may be partly invalid.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::transport {

struct Utf8Sequence {
  std::size_t size;  ///< at least 1
  bool valid;        ///< false: a maximal invalid subpart, to be replaced by one U+FFFD
};

/// The sequence at the beginning of `bytes`, which must not be empty. Maximal subparts are defined as in
/// Unicode 3.9 (table 3-7) and the WHATWG decoder: the longest beginning of a well-formed sequence, or else a
/// single byte.
[[nodiscard]] Utf8Sequence first_utf8_sequence(std::string_view bytes);

}  // namespace smcp::transport
