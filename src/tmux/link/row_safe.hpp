// Any text as the value of an option that a field of a row prints (row_table.hpp). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// `text` with %XX for what no row of fields can hold (control characters), what a modifier of a format may take for a
/// style (`#`), and `%`. Each byte becomes at most kRowSafeSize.
[[nodiscard]] std::string row_safe(std::string_view text);
inline constexpr std::size_t kRowSafeSize = 3;
/// The text again. What is not of this form, because somebody else has set the option, stays as it is.
[[nodiscard]] std::string from_row_safe(std::string_view value);

}  // namespace smcp::tmux
