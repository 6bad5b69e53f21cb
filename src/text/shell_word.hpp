// Words of a command line that a person is to copy into a shell, or that a shell is given. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smcp {

/// `text` so that every POSIX shell and fish take it for one word, literally: as it is if it consists of
/// letters, digits and `_`, `.`, `/`, `+`, `-`, `,` and `@`, else in single quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

/// The same for several, with a blank between each two.
[[nodiscard]] std::string shell_words(const std::vector<std::string>& words);

}  // namespace smcp
