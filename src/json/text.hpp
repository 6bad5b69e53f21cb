// Grammar checks for single JSON tokens (RFC 8259). simdjson's On-Demand checks a scalar only when it is
// decoded, and decoding refuses numbers beyond 64 bits and lone surrogates, although they are well-formed
// JSON.
#pragma once

#include <string_view>

namespace smcp::transport {

/// `text` without the white space (as defined by JSON) at its end.
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// Whether it is a number, of any size and precision.
[[nodiscard]] bool is_json_number(std::string_view token);

/// Whether it is a number without fraction or exponent that fits a signed or an unsigned 64-bit integer.
[[nodiscard]] bool is_integer64(std::string_view token);

/// Whether every backslash in the inside of a string begins an escape sequence.
[[nodiscard]] bool has_good_escapes(std::string_view inside);

/// Whether a token that is neither object nor array is well-formed. simdjson's first stage checks that
/// strings are valid UTF-8 without control characters.
[[nodiscard]] bool is_json_scalar(std::string_view token);

}  // namespace smcp::transport
