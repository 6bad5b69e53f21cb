// Where a pane's output stands at one moment: what a poll compares, and what a capture is read against.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// What tmux 3.8 counts of a pane, and earlier ones do not.
struct PaneCounters {
  std::uint64_t output = 0;      ///< goes up whenever output was processed
  std::uint64_t generation = 0;  ///< of the history: goes up when it is cleared or reflowed
  std::uint64_t collected = 0;   ///< rows of history that were discarded at its limit
  bool operator==(const PaneCounters&) const = default;
};

/// Rows are counted from the oldest one that tmux holds: history first, then the screen.
struct PaneState {
  PaneId pane;
  std::uint32_t pid =
      0;  ///< of the pane's first process; 0 for a dead pane (3.8; earlier ones keep the number)
  std::int64_t now = 0;        ///< tmux's clock, seconds since 1970; 0 where it was not asked for
  std::int64_t activity = 0;   ///< the window's last output, in the same seconds
  std::uint64_t history = 0;   ///< rows above the screen
  std::uint64_t limit = 0;     ///< the most that `history` can be
  std::uint32_t cursor_x = 0;  ///< column, 0 is the first; may be `width` before a wrap
  std::uint32_t cursor_y = 0;  ///< row of the screen, 0 is the first
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool alternate = false;  ///< the alternate screen is shown
  bool dead = false;       ///< its command has ended (remain-on-exit)
  std::string tty;         ///< its terminal, such as /dev/pts/3
  std::optional<PaneCounters> counters;
  std::string session;

  /// Rows that there are; the screen's are the last of them.
  [[nodiscard]] std::uint64_t rows() const { return history + height; }
  /// Rows that tmux discards at once when the history has reached its limit.
  /// (grid_collect_history, 2.9a … 3.8)
  [[nodiscard]] std::uint64_t discarded_at_once() const { return limit / 10 > 0 ? limit / 10 : 1; }
  /// How long nothing has been printed, in seconds; for a state that knows `now`.
  [[nodiscard]] std::int64_t idle() const { return now > activity ? now - activity : 0; }
};

/// For `display-message -p`, which knows the time; the answer is one line for parse_pane_state().
[[nodiscard]] const std::string& pane_state_format();
/// The same without `dead`, `tty` and `session`: each variable costs tmux some time.
[[nodiscard]] const std::string& brief_pane_state_format();
/// For `list-panes -F`, which does not.
[[nodiscard]] const std::string& timeless_pane_state_format();

/// Nothing if it is no such line.
[[nodiscard]] std::optional<PaneState> parse_pane_state(std::string_view line);

}  // namespace smcp::tmux
