// Whether a pane still contains the rows that a cursor knew, and where: the proof behind every incremental
// read.
//
// An example, with tmux before 3.8, which counts nothing, and a history limit of 50 000. A cursor was taken
// on a pane of 4 rows, and is used after more output:
//
//        when the cursor was taken                    now
//     0  $ make                                    0  $ make
//     1  cc a.c                                    1  cc a.c
//        ── screen ──                              2  cc b.c
//     2  cc b.c                                    3  cc c.c
//     3  cc c.c   the cursor's end                    ── screen ──
//     4                                            4  cc d.c
//     5                                            5  ld prog
//                                                  6  done
//                                                  7  $
//
// The cursor remembers that its screen began at row 2 and its end was row 3, and the fingerprints of rows 0
// and 1 (`above`), of row 2 (`shown`) and of row 3 (`end_row`). Now the history is far from its limit, so
// nothing has been discarded, and rows 0 and 1 have the same fingerprint: the rows have not moved (Kind::found,
// end 3). Row 2 is the same, too, so nothing was redrawn. The lines after row 3 are new: rows 4 to 7.
//
//   - If row 2 now reads "cc b.c ok", the finding is the same with `redrawn`: the poll gives that screen
//     again, as it is now, with what follows it.
//   - If rows 0 and 1 differ, or the history is shorter than 2 rows, it was cleared: Kind::reset,
//     Reset::cleared.
//   - Suppose that the limit is 2000, the cursor's screen began at row 1990, and the history has 1900 rows.
//     tmux discards 200 rows at a time, so the screen's first row may now be row 1790, 1590, 1390 … If the 16
//     rows above it are as remembered at exactly one of these places, the rows are found there; else they are
//     Kind::lost.
//
// tests/unit/tmux/read/continuity.cpp checks these conclusions.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tmux/read/cursor.hpp"
#include "tmux/read/finding.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Finds the cursor's rows and proves that they are the same rows; the example above shows how. At its limit
/// tmux discards a tenth of the history at once, and before 3.8 it counts nothing. Rows may then have moved
/// up by any multiple of that tenth. They are found if the rows above the cursor's screen match in exactly
/// one of these places.
///
/// A program with an alternate screen does not change the normal one: tmux keeps that, restores it when the
/// program leaves, and leaves the history alone meanwhile. So the proof ignores the alternate screen and uses
/// the normal one behind it: `state` and `rows` are PaneReading::normal() and its rows.
[[nodiscard]] Finding locate(const Cursor& cursor, const PaneState& state, const PaneRows& rows);

/// Whether the row of the cursor's end still begins with the text that it had. This matters only for a cursor
/// at the top row of a pane without history (before 3.8): there are no rows above to prove that the pane was
/// not cleared and written again. True for any other cursor, and false for a cursor of a blank pane.
[[nodiscard]] bool top_row_goes_on(const Cursor& cursor, const PaneRows& rows);

/// How many rows after the cursor's end tmux has discarded; nothing if none, or if tmux does not count them.
[[nodiscard]] std::optional<std::uint64_t> rows_lost(const Cursor& cursor, const PaneState& state);

/// Which rows locate() needs.
struct RowsToAsk {
  std::int64_t first = 0;       ///< rows from here …
  std::int64_t last = 0;        ///< … to here, where the end most likely is
  std::vector<RowRange> other;  ///< other places where the rows may be
};
/// `state` is the pane as it was a moment ago; it may have grown by up to `slack` rows since. `screen` is the
/// row where the cursor's screen began, if that is known.
[[nodiscard]] RowsToAsk rows_to_ask(const Cursor& cursor, const PaneState& state, std::uint64_t slack,
                                    std::optional<std::int64_t> screen);

/// Why the rows of a cursor are no longer of use, as far as the pane's state alone shows; nothing if they may
/// be of use.
[[nodiscard]] std::optional<Reset> find_reset(const Cursor& cursor, const PaneState& state);

}  // namespace smcp::tmux
