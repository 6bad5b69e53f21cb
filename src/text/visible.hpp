// Text as a person can see it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp {

/// `text` in one line that no terminal obeys, with what shows nothing, or changes how the rest is shown, as `\u{202e}`:
/// control characters (`\n`, `\t` and `\r` as these), and the format characters of Unicode (direction, joining, tags), with
/// which a text can be made to look like another. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string visible(std::string_view text);

/// At most `most` characters (code points) of `text`: if there are more, two thirds of them from its beginning and the
/// rest from its end, since what matters may be at either, with how many are missing between them.
[[nodiscard]] std::string ends_of(std::string_view text, std::size_t most);

}  // namespace smcp
