// Colours, for people at a terminal alone.
#pragma once

#include <string>
#include <string_view>

namespace smcp::cli {

enum class Paint { bold = 1, red = 31, green = 32, yellow = 33 };

/// Whether standard output shows colours to somebody who wants them: it is a terminal, $TERM is not dumb, and $NO_COLOR is
/// not set (https://no-color.org).
[[nodiscard]] bool shows_colours();

/// `text` in that colour, if shows_colours().
[[nodiscard]] std::string painted(std::string_view text, Paint paint);

}  // namespace smcp::cli
