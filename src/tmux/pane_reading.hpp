// One atomic look at a pane: its state, rows of it, and its text, in one request.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/command.hpp"
#include "tmux/pane_rows.hpp"
#include "tmux/pane_state.hpp"
#include "unique_function.hpp"

namespace smcp::tmux {

/// Rows counted from the top of the screen (0), history being negative, as capture-pane takes them. What is
/// out of bounds is brought into them.
struct ScreenRows {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;  ///< to the bottom of the screen if not given
};

struct PaneQuestion {
  std::string target;            ///< of a pane; its id, where there is an `only_if`
  std::vector<ScreenRows> rows;  ///< to be had row by row
  std::int64_t text_from = 0;    ///< joined lines from this row to the bottom
  bool colors = false;           ///< the lines with their escape sequences (capture-pane -e)
  std::string mark;              ///< what the answer begins with; for several in one batch
  bool brief = false;            ///< the state as brief_pane_state_format() has it
  std::string only_if;  ///< a format; empty: it is true. Not in a batch, and neither brief nor with a mark
  bool state_anyway = true;  ///< where `only_if` is false the state is told, alone; otherwise nothing is

  [[nodiscard]] Command command() const;
  /// All in one request; at least one. Their answers follow each other, each a moment's truth.
  [[nodiscard]] static Command batch(std::span<const PaneQuestion> questions);

 private:
  void add_to(Command& command) const;
};

/// Takes the answer, in chunks cut anywhere. Pure.
class PaneReading {
 public:
  struct Sink {
    UniqueFunction<void()> on_rows;                  ///< state() and rows() are complete; once, before text
    UniqueFunction<void(std::string_view)> on_text;  ///< in chunks cut anywhere
  };

  PaneReading(const PaneQuestion& question, Sink sink);

  void feed(std::string_view bytes);

  /// Not a byte has come.
  [[nodiscard]] bool silent() const { return !head_complete_ && head_.empty(); }
  /// Nothing if it did not come, or is none: there is no such pane.
  [[nodiscard]] const std::optional<PaneState>& state() const { return state_; }
  [[nodiscard]] const PaneRows& rows() const { return rows_; }
  /// Whether all rows have come, and text: not if `only_if` was false.
  [[nodiscard]] bool has_text() const { return has_text_; }
  /// The row with which the text begins, counted as in PaneState.
  [[nodiscard]] std::uint64_t first_row() const;

 private:
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
};

}  // namespace smcp::tmux
