// Text from elsewhere for a person's terminal, which must not obey it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp {

/// `text` with control characters as escape sequences of C (`\n`, `\x1b`), and those characters that turn the direction of
/// what follows or break a line as `\u202e`. What is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace smcp
