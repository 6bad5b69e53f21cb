// How far a pane's output has been read: a short text that contains all that is needed to continue from
// there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/fingerprint.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Every capture gives one. It stays valid when this process ends, and contains only numbers: where the
/// output ended, and fingerprints that prove that the same rows are still in the same place.
///
/// The end is the last row that is not blank. What is below it later is new, and its line is given again if
/// it has changed. Rows are counted from the oldest one that tmux held at that time or, if tmux counts
/// discarded rows (PaneCounters), from the oldest one that it ever had.
struct Cursor {
  /// Maximum number of characters in text().
  static constexpr std::size_t kMaxTextSize = 48;
  /// Maximum number of history rows above the screen that `above` covers.
  static constexpr std::uint64_t kRowsAbove = 16;

  PaneId pane;
  std::uint32_t pid = 0;  ///< of the pane's first process
  std::uint32_t width = 0;
  /// Whether the alternate screen was shown. Even then, all the following members describe the normal screen
  /// behind it, which reappears when the program leaves; only `picture` is about the alternate screen.
  bool alternate = false;
  bool at_prompt = false;    ///< the shell was waiting at its prompt
  bool second_over = false;  ///< taken in a later second than the last output: equal times mean none since
  std::uint64_t screen = 0;  ///< the row with which the screen begins
  std::int64_t end = 0;      ///< the last row that is not blank, relative to `screen`; -1 if all are blank

  std::uint64_t end_rows = 0;  ///< how many rows above the end its line begins

  /// Fingerprints of text. `above`: up to kRowsAbove rows above the screen, which only clearing can change.
  /// `shown`: the rows from the top of the screen to the end, without it, which a program may redraw. `top`:
  /// the first of these alone, which distinguishes a screen that was erased from one that was partly redrawn.
  /// `end_row`: the end itself.
  std::uint64_t above = 0;
  std::uint64_t shown = 0;
  std::uint64_t top = 0;
  std::uint64_t end_row = 0;

  // If `alternate`:
  std::uint64_t picture = 0;  ///< a fingerprint of all rows of the alternate screen
  /// The rows from `screen` to the end have not been given to the caller, because the alternate screen hid
  /// them.
  bool untold = false;
  /// The window's width has changed meanwhile: the normal screen will be rewrapped when it reappears.
  bool to_rewrap = false;

  /// The counters, if tmux has them (`collected` is included in `screen`). If not, the members below identify
  /// the pane's state.
  std::optional<PaneCounters> counters;
  std::int64_t activity = 0;
  std::uint32_t height = 0;
  std::uint32_t normal_height = 0;  ///< of the normal screen, which keeps its size behind an alternate screen
  std::uint32_t cursor_x = 0;
  std::uint32_t cursor_y = 0;
  std::uint8_t limit = 0;  ///< limit_mark() of the history limit

  [[nodiscard]] std::string text() const;
  /// Nothing if `text` is not a cursor, or was altered.
  [[nodiscard]] static std::optional<Cursor> parse(std::string_view text);

  /// The row of the end, counted like `screen`; -1 if everything was blank.
  [[nodiscard]] std::int64_t end_at() const { return static_cast<std::int64_t>(screen) + end; }

  bool operator==(const Cursor&) const = default;
};

/// How many bits of each fingerprint a cursor's text keeps. Fingerprints count as equal if these bits are.
struct FingerprintBits {
  unsigned above = 0;
  unsigned shown = 0;
  unsigned top = 0;
  unsigned end_row = 0;
  unsigned picture = 0;
};
[[nodiscard]] FingerprintBits fingerprint_bits(const Cursor& cursor);

[[nodiscard]] std::uint8_t limit_mark(std::uint64_t limit);

}  // namespace smcp::tmux
