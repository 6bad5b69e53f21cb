// Well-formed UTF-8, one sequence at a time: for text that is not all valid.
#pragma once

#include <cstddef>
#include <string_view>

namespace smcp::transport {

struct Utf8Sequence {
  std::size_t size;  ///< at least 1
  bool valid;        ///< false: a maximal invalid subpart, to be replaced by one U+FFFD
};

/// What `bytes`, which must not be empty, begins with. Maximal subparts as Unicode 3.9 (table 3-7) and the
/// WHATWG decoder have them: the longest beginning of a well-formed sequence, or else a single byte.
[[nodiscard]] Utf8Sequence first_utf8_sequence(std::string_view bytes);

}  // namespace smcp::transport
