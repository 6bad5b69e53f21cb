// The lines of a pane's text that come after a known row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "text/sgr.hpp"
#include "tmux/read/pane_rows.hpp"

namespace smcp::tmux {

/// Takes joined lines, in chunks that may be cut anywhere, and passes on the new ones, each with its newline.
/// Pure.
class LinesAfterRow {
 public:
  /// Upper bound on a line before the new ones, in bytes; a longer one is not matched with its rows.
  static constexpr std::size_t kMaxLine = 8 * 1024 * 1024;

  struct From {
    std::uint64_t first_row = 0;    ///< the row with which the text begins
    std::int64_t row = -1;          ///< the last known row; -1: everything is new
    std::uint64_t rows_before = 0;  ///< how many rows above that its line begins
    /// The line of these rows is new if the known row no longer has this fingerprint (compared in `bits`
    /// bits), or if the line continues below it. It is not new if tmux has merely split it: entering the
    /// alternate screen splits a line that is wrapped from the history into the screen (3.3a … 3.8).
    std::uint64_t fingerprint = 0;
    unsigned bits = 0;
    bool inclusive = false;  ///< these rows are always new
    bool colors = false;     ///< the text has escape sequences; passed lines are self-contained (sgr.hpp)
  };

  /// `rows` must outlive this and contain the rows from first_row to the known one.
  LinesAfterRow(const PaneRows& rows, From from, UniqueFunction<void(std::string_view)> on_text);

  void feed(std::string_view chunk);
  void finish();

  /// Whether the known row's line was passed on again because it has changed.
  [[nodiscard]] bool changed() const { return changed_; }
  /// Whether it has changed and is now one line with the text above it, which is passed on again with it.
  [[nodiscard]] bool joined() const { return joined_; }
  /// Whether the first line passed on may lack its beginning; then the text should begin further up.
  [[nodiscard]] bool torn() const { return torn_; }
  /// The rows of the last line with text up to the known row.
  [[nodiscard]] const std::optional<LineWalk::Rows>& last_walked() const { return last_walked_; }
  /// Whether text and rows do not match.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void end_line();
  void reach(const LineWalk::Rows& rows);
  void pass(std::string_view text);

  const PaneRows& rows_;
  From from_;
  LineWalk walk_;
  UniqueFunction<void(std::string_view)> on_text_;
  std::string line_;  ///< the unfinished line, until the known row has been reached
  SelfContainedLines colored_;
  std::string kept_;   ///< lines of the known rows, until the last of these has been reached
  std::string plain_;  ///< the line without colours, for walk_
  std::string shown_;  ///< the text to pass on, with colours
  std::optional<LineWalk::Rows> last_walked_;
  bool passing_ = false;  ///< everything from here on is new
  bool changed_ = false;
  bool joined_ = false;
  bool torn_ = false;
  bool failed_ = false;
};

}  // namespace smcp::tmux
