// The state of a pane at one moment, which polls compare and which gives the rows of a capture their numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// What tmux 3.8 counts for each pane; earlier versions do not.
struct PaneCounters {
  std::uint64_t output = 0;      ///< increases whenever output is processed
  std::uint64_t generation = 0;  ///< increases when the history is cleared or rewrapped
  std::uint64_t collected = 0;   ///< number of history rows that were discarded at the limit
  bool operator==(const PaneCounters&) const = default;
};

/// Rows are counted from the oldest one that tmux holds: first the history, then the screen.
struct PaneState {
  PaneId pane;
  std::uint32_t pid =
      0;  ///< of the pane's first process; 0 for a dead pane (3.8; earlier versions keep the number)
  std::int64_t now = 0;        ///< tmux's clock, in seconds since 1970; 0 if it was not asked for
  std::int64_t activity = 0;   ///< time of the window's last output, in the same units
  std::uint64_t history = 0;   ///< number of rows above the screen
  std::uint64_t limit = 0;     ///< maximum of `history`
  std::uint32_t cursor_x = 0;  ///< column, from 0; may be `width` before a wrap
  std::uint32_t cursor_y = 0;  ///< row of the screen, from 0
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool alternate = false;  ///< the alternate screen is shown
  bool dead = false;       ///< its command has ended (remain-on-exit)
  std::string tty;         ///< its terminal, such as /dev/pts/3
  std::optional<PaneCounters> counters;
  std::string session;

  /// The number of rows in all; the last `height` of them are the screen.
  [[nodiscard]] std::uint64_t rows() const { return history + height; }
  /// The number of rows that tmux discards at once when the history has reached its limit
  /// (grid_collect_history, 2.9a … 3.8).
  [[nodiscard]] std::uint64_t discarded_at_once() const { return limit / 10 > 0 ? limit / 10 : 1; }
  /// Seconds since the last output; only for a state with `now`.
  [[nodiscard]] std::int64_t idle() const { return now > activity ? now - activity : 0; }
};

/// The format for `display-message -p`, which gives the time, too; the answer is one line for
/// parse_pane_state().
[[nodiscard]] const std::string& pane_state_format();
/// The same without `dead`, `tty` and `session`, since each variable costs tmux some time.
[[nodiscard]] const std::string& brief_pane_state_format();
/// The format for `list-panes -F`, which does not give the time.
[[nodiscard]] const std::string& timeless_pane_state_format();

/// Nothing if `line` is not in one of these formats.
[[nodiscard]] std::optional<PaneState> parse_pane_state(std::string_view line);

}  // namespace smcp::tmux
