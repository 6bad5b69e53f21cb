// The shape of a line of output: what is left of it without its numbers and progress bars.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tools {

/// Two lines with equal shapes differ only in these things, each of which is one mark in the shape:
///
/// - A number: digits, possibly with one of . , : / between them (3.14, 1,000, 12:34:56, 7/200), with a
///   sign if no word or number touches it, an exponent (1e-5) or a unit (998K, 1.2MiB, 59s, 1m02s); 0x1f.
///   Spaces before it do not count where it may be padded: at the line's beginning and after one of
///   [({<=:,/|. `%` is not part of it.
/// - A progress bar, with the spaces around it: block elements, ━ ╸ ╺, braille patterns, ■ □ ▰ ▱ ◐ in any
///   number; three or more of = > # - . * ; and at least two of these, < and spaces in [ ], ( ), | | or ⸨ ⸩
///   (there with the digit that tqdm ends a bar of # with).
/// - A spinner of | / - \ : alone in [ ] or ( ), or as the last word of a line.
/// - Spaces and tabs: one or more of them; at the end of a line, also none.
///
/// Escape sequences do not count. A line may contain any bytes.
class LineShape {
 public:
  /// Sets the shape to that of `line`. The time is proportional to its length; memory is allocated only if it
  /// is longer than all lines before.
  void set(std::string_view line);

  bool operator==(const LineShape& other) const { return marks_ == other.marks_; }

 private:
  [[nodiscard]] std::size_t put(std::size_t at);
  [[nodiscard]] std::size_t put_bar(std::size_t at);
  [[nodiscard]] std::size_t put_number(std::size_t at);
  void put_bar_mark();
  void put_space();
  void put_byte(char c);

  std::string line_;  ///< the line without escape sequences
  std::string marks_;
  std::size_t bracket_ = 0;  ///< if not 0: the place of a bar's closing bracket, which is not a spinner
  bool space_ = false;       ///< a space has come; what follows decides whether it counts
};

}  // namespace smcp::tools
