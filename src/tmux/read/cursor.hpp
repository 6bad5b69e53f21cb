// How far a pane's output has been read: a short text that carries all that is needed to go on from there.
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

/// Every capture gives one. It outlives this process and holds nothing but numbers: where the output ended,
/// and what proves that the same rows are still in the same place.
///
/// The end is the last row that is not blank: what comes below it is new, and it (or what it was part of)
/// comes again if it has changed. Rows are counted from the oldest one that tmux held then, or, where tmux
/// counts (PaneCounters), from the oldest that it ever had.
struct Cursor {
  /// The most characters in text().
  static constexpr std::size_t kMaxTextSize = 48;
  /// Rows of history above the screen that are remembered by `above`.
  static constexpr std::uint64_t kRowsAbove = 16;

  PaneId pane;
  std::uint32_t pid = 0;  ///< of the pane's first process
  std::uint32_t width = 0;
  /// The alternate screen was shown. All that follows is of the normal screen behind it all the same, to
  /// which the program comes back; of the alternate one there is `picture`.
  bool alternate = false;
  bool at_prompt = false;    ///< the shell had the terminal
  bool second_over = false;  ///< taken in a later second than the last output: equal times mean none since
  std::uint64_t screen = 0;  ///< the row where the screen begins
  std::int64_t end = 0;  ///< the last row that is not blank, from `screen` on; if all are, the row before all

  std::uint64_t end_rows = 0;  ///< how many rows above the end its line began

  /// Fingerprints of text: up to kRowsAbove rows above the screen, which nothing but clearing can change; the
  /// rows from the top of the screen to the end (without it), which a program may redraw; the first of them
  /// alone, which tells a screen that was erased from one on which something was redrawn; the end itself.
  std::uint64_t above = 0;
  std::uint64_t shown = 0;
  std::uint64_t top = 0;
  std::uint64_t end_row = 0;

  // With `alternate`:
  std::uint64_t picture = 0;  ///< a fingerprint of all rows of the alternate screen
  /// The rows from `screen` to the end have not been told: the alternate screen hid them.
  bool untold = false;
  /// The window was given another width meanwhile: the normal screen will be wrapped anew when it comes back.
  bool to_rewrap = false;

  /// With counters: what they were (`collected` is in `screen`). Without: the rest of what a state is known
  /// by.
  std::optional<PaneCounters> counters;
  std::int64_t activity = 0;
  std::uint32_t height = 0;
  std::uint32_t normal_height = 0;  ///< of the normal screen, which keeps its size behind an alternate one
  std::uint32_t cursor_x = 0;
  std::uint32_t cursor_y = 0;
  std::uint8_t limit = 0;  ///< limit_mark() of the history's limit

  [[nodiscard]] std::string text() const;
  /// Nothing if `text` is no cursor, or one that was altered.
  [[nodiscard]] static std::optional<Cursor> parse(std::string_view text);

  /// Where the end was: the row, counted as `screen` is; -1 if everything was blank.
  [[nodiscard]] std::int64_t end_at() const { return static_cast<std::int64_t>(screen) + end; }

  bool operator==(const Cursor&) const = default;
};

/// How many bits of each fingerprint a cursor's text keeps: equal in these is equal.
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
