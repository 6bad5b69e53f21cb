// What a change to a text file looks like, for people. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::cli {

/// Upper bound on a line that is shown, in bytes: some clients keep megabytes on one line.
inline constexpr std::size_t kMaxShownLine = 400;

/// The difference as one part of a unified diff with three lines around it; "" if there is none. Lines that are longer
/// than kMaxShownLine are cut, and end with `…`.
[[nodiscard]] std::string change_between(std::string_view before, std::string_view after);

}  // namespace smcp::cli
