// Of a pane's text, the lines that came after a row that is known.
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

/// Takes joined lines in chunks cut anywhere and passes on those that are new, each with its newline. Pure.
class LinesAfterRow {
 public:
  /// A line before the new ones that is longer than this is not followed through its rows.
  static constexpr std::size_t kMaxLine = 8 * 1024 * 1024;

  struct From {
    std::uint64_t first_row = 0;    ///< with which the text begins
    std::int64_t row = -1;          ///< the last row that is known; -1: all is new
    std::uint64_t rows_before = 0;  ///< how many rows above that its line began
    /// What these rows hold is new if the known one no longer has this fingerprint (in so many bits) or if
    /// the line goes on below it. Not if tmux has merely parted the line: entering the alternate screen does
    /// that (3.3a … 3.8) to one that is wrapped from the history into the screen.
    std::uint64_t fingerprint = 0;
    unsigned bits = 0;
    bool inclusive = false;  ///< they are new whatever they hold
    bool colors = false;     ///< the text has escape sequences; what is passed on stands by itself (sgr.hpp)
  };

  /// `rows` outlives it, and holds the rows from first_row to the known one.
  LinesAfterRow(const PaneRows& rows, From from, UniqueFunction<void(std::string_view)> on_text);

  void feed(std::string_view chunk);
  void finish();

  /// The known row's line came again, because it has changed.
  [[nodiscard]] bool changed() const { return changed_; }
  /// It has changed, and is one line now with what stood above it: that comes again with it.
  [[nodiscard]] bool joined() const { return joined_; }
  /// The first line that was passed on may lack its beginning: the text should begin further up.
  [[nodiscard]] bool torn() const { return torn_; }
  /// Of the lines up to the known row, the last one with text.
  [[nodiscard]] const std::optional<LineWalk::Rows>& last_walked() const { return last_walked_; }
  /// The text is not made of the rows.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void end_line();
  void reach(const LineWalk::Rows& rows);
  void pass(std::string_view text);

  const PaneRows& rows_;
  From from_;
  LineWalk walk_;
  UniqueFunction<void(std::string_view)> on_text_;
  std::string line_;  ///< the unfinished line, while the known row is still to come
  SelfContainedLines colored_;
  std::string kept_;   ///< lines of the known rows, until the last of them has come
  std::string plain_;  ///< the line as it is walked along
  std::string shown_;  ///< what is passed on with colours
  std::optional<LineWalk::Rows> last_walked_;
  bool passing_ = false;  ///< all that comes is new
  bool changed_ = false;
  bool joined_ = false;
  bool torn_ = false;
  bool failed_ = false;
};

}  // namespace smcp::tmux
