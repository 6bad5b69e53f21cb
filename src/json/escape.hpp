// Escaping arbitrary bytes for the inside of a JSON string. This is on the hot path of every capture.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::transport {

/// Appends `bytes`, escaped, without quotes around them. `"`, `\` and control characters below 0x20 are
/// escaped (as \b \t \n \f \r, the others as \u00XX). Each maximal invalid subpart of UTF-8 (as defined by
/// Unicode and WHATWG) becomes one U+FFFD. Everything else is copied. The result is always valid. Text that
/// is passed in several pieces must not be cut inside a character.
void append_escaped(std::string& out, std::string_view bytes);

/// The exact number of bytes that append_escaped() would append.
[[nodiscard]] std::size_t escaped_size(std::string_view bytes);

}  // namespace smcp::transport
