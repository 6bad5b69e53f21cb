// A word of a command line that a person is to copy into a shell. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp {

/// `text` so that every POSIX shell and fish take it for one word, literally: as it is if it consists of
/// letters, digits and `_`, `.`, `/`, `+`, `-`, `,` and `@`, else in single quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace smcp
