// What tmux answers to one look at a pane: its state, rows of it, and its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/unique_function.hpp"
#include "tmux/read/pane_question.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Takes the answer, in chunks cut anywhere. Pure.
class PaneReading {
 public:
  struct Sink {
    UniqueFunction<void()> on_rows;                  ///< state() and rows() are complete; once, before text
    UniqueFunction<void(std::string_view)> on_text;  ///< in chunks cut anywhere
    /// The alternate screen's text, after the other, if it was asked for what is behind that.
    UniqueFunction<void(std::string_view)> on_screen = [](std::string_view) {};
  };

  PaneReading(const PaneQuestion& question, Sink sink);

  void feed(std::string_view bytes);

  /// Not a byte has come.
  [[nodiscard]] bool silent() const { return !head_complete_ && head_.empty(); }
  /// Nothing if it did not come, or is none: there is no such pane.
  [[nodiscard]] const std::optional<PaneState>& state() const { return state_; }
  /// Whether the pane is one that was asked for: shows an alternate screen, or not, and has a history, or
  /// not, where that matters. Of another one it is to be asked again, otherwise; nothing but state() is true
  /// then.
  [[nodiscard]] bool fits() const;
  /// state(), but with the height of the normal screen, if it was asked for what is behind the other.
  [[nodiscard]] PaneState normal() const;
  /// The rows of normal(): history and screen.
  [[nodiscard]] const PaneRows& rows() const { return rows_; }
  /// A fingerprint of the screen that is shown. Only if it was asked for what is behind that.
  [[nodiscard]] std::uint64_t picture() const { return picture_; }
  /// Whether all rows have come, and text: not if `unless` was true.
  [[nodiscard]] bool has_text() const { return has_text_; }
  /// The row with which the text begins, counted as in PaneState.
  [[nodiscard]] std::uint64_t first_row() const;

 private:
  void feed_part(std::string_view bytes);
  void feed_rows(std::string_view bytes);
  void end_part();
  void take_state(std::string_view line);
  [[nodiscard]] std::uint64_t row_at(std::int64_t screen_row) const;

  std::string mark_;
  std::vector<ScreenRows> asked_;
  std::int64_t text_from_;
  Sink sink_;
  std::string head_;
  bool head_complete_ = false;
  bool has_text_ = false;
  std::optional<PaneState> state_;
  PaneRows rows_;

  std::optional<BehindScreen> behind_;
  unsigned part_ = 0;        ///< of the answer: rows, text, the alternate screen's text
  std::string held_;         ///< bytes that may be the beginning of a mark
  std::string behind_rows_;  ///< of the normal screen
  std::uint32_t normal_height_ = 0;
  std::uint64_t picture_ = 0;
  bool line_open_ = false;  ///< the text does not end with a newline
};

}  // namespace smcp::tmux
