// Output that says one thing many times, said once: what capture_pane and wait_for do with `compact`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tools {

/// `text` is lines joined by '\n', and so is what is appended to `out`; no text is no line. A run of four or
/// more neighbouring lines that differ in nothing but numbers and progress bars (see LineShape) becomes its
/// first line, `… n similar lines …` and its last line; numbers that matter go with those that do not. A run
/// of blank lines is one, too. All else is as it was, byte by byte. Returns how many lines have been
/// appended. Takes time in proportion to `text`.
std::size_t fold_similar(std::string_view text, std::string& out);

}  // namespace smcp::tools
