// Parsing tmux's answer to one look at a pane (pane_question.hpp): its state, rows of it, and its text.
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

/// Takes the answer in chunks that may be cut anywhere. Pure.
class PaneReading {
 public:
  struct Sink {
    UniqueFunction<void()> on_rows;                  ///< state() and rows() are complete; once, before text
    UniqueFunction<void(std::string_view)> on_text;  ///< in chunks cut anywhere
    /// The alternate screen's text, after the other text, if the question asks for what is behind it.
    UniqueFunction<void(std::string_view)> on_screen = [](std::string_view) {};
  };

  PaneReading(const PaneQuestion& question, Sink sink);

  void feed(std::string_view bytes);

  /// Whether not a single byte has arrived.
  [[nodiscard]] bool silent() const { return !head_complete_ && head_.empty(); }
  /// Nothing if no valid state has arrived: there is no such pane.
  [[nodiscard]] const std::optional<PaneState>& state() const { return state_; }
  /// Whether the question fits the pane: whether it shows an alternate screen and, where that matters, has a
  /// history, as the question assumes. If not, ask again with a question that fits; only state() is valid
  /// then.
  [[nodiscard]] bool fits() const;
  /// state(), but with the height of the normal screen if the question asks for what is behind the alternate
  /// one.
  [[nodiscard]] PaneState normal() const;
  /// The rows that normal() describes: history and screen.
  [[nodiscard]] const PaneRows& rows() const { return rows_; }
  /// A fingerprint of the screen that is shown; valid only if the question asks for what is behind it.
  [[nodiscard]] std::uint64_t picture() const { return picture_; }
  /// Whether all rows and the text have arrived, which they do not if `unless` was true.
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
  unsigned part_ = 0;        ///< of the answer, in order: rows, text, the alternate screen's text
  std::string held_;         ///< bytes that may be the beginning of a mark
  std::string behind_rows_;  ///< rows of the normal screen
  std::uint32_t normal_height_ = 0;
  std::uint64_t picture_ = 0;
  bool line_open_ = false;  ///< the text so far does not end with a newline
};

}  // namespace smcp::tmux
