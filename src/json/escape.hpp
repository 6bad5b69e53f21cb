// Bytes from anywhere become the inside of a JSON string. On the hot path of every capture.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::transport {

/// Appends `bytes`, escaped, without quotes around them. `"`, `\` and control characters below 0x20 are
/// escaped (\b \t \n \f \r, the others \u00XX); each maximal invalid subpart of UTF-8 (as Unicode and WHATWG
/// count them) becomes one U+FFFD; all else is copied. What comes out is always valid.
/// Text that arrives in several pieces must not be cut inside a character.
void append_escaped(std::string& out, std::string_view bytes);

/// Exactly how many bytes append_escaped() would append.
[[nodiscard]] std::size_t escaped_size(std::string_view bytes);

}  // namespace smcp::transport
