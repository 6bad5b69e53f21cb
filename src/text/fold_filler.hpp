// Folding the rows with which full-screen programs fill what they do not use. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tools {

/// The shortest run of such rows that is folded: fewer cost about as much as the line that replaces them.
inline constexpr std::size_t kLeastFiller = 4;

/// `screen` is a screen's rows, joined by '\n'. Each run of kLeastFiller or more rows that are blank becomes
/// `… n blank rows …`, and each of rows that are `~`, as vi marks those behind the end, `… n rows of ~ …`.
/// Everything else is kept, byte by byte.
[[nodiscard]] std::string fold_filler(std::string_view screen);

}  // namespace smcp::tools
