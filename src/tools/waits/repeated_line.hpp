// A line of a pane that the second block of an answer repeats. Pure.
#pragma once

#include <cstddef>

namespace smcp::tools {

/// Upper bound on such a line, in bytes; the whole of it is in the first block, or on the screen.
inline constexpr std::size_t kMaxRepeatedLine = 400;

}  // namespace smcp::tools
