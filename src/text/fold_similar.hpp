// Folding repetitive output, which is what `compact` of capture_pane and wait_for does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tools {

/// `text` consists of lines joined by '\n', and so does what is appended to `out`; an empty text has no
/// lines. A run of four or more neighbouring lines that differ only in numbers and progress bars (see
/// LineShape) becomes its first line, `… n similar lines …`, and its last line. Important numbers disappear
/// with the others. A run of blank lines counts as such a run, too. Everything else is kept, byte by byte.
/// Returns the number of appended lines. The time is proportional to the size of `text`.
std::size_t fold_similar(std::string_view text, std::string& out);

}  // namespace smcp::tools
