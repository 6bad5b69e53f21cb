// Grammar checks on single JSON tokens (RFC 8259). simdjson's On-Demand looks at a scalar only when it is
// decoded, and decoding refuses numbers beyond 64 bits and lone surrogates, which are well-formed JSON all
// the same.
#pragma once

#include <string_view>

namespace smcp::transport {

/// Without the white space (as JSON knows it) at its end.
[[nodiscard]] std::string_view trim_end(std::string_view text);

/// A number of any size and precision.
[[nodiscard]] bool is_json_number(std::string_view token);

/// A number without fraction or exponent that fits a signed or an unsigned 64-bit integer.
[[nodiscard]] bool is_integer64(std::string_view token);

/// Whether every backslash in the inside of a string begins an escape sequence.
[[nodiscard]] bool has_good_escapes(std::string_view inside);

/// Whether a token that is neither object nor array is well-formed. That the bytes of strings are valid UTF-8
/// without control characters is for simdjson's first stage to see to.
[[nodiscard]] bool is_json_scalar(std::string_view token);

}  // namespace smcp::transport
