// Whether a pane still holds the rows that a cursor knew, and where: the proof behind every incremental read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Why the rows of a cursor are of no more use.
enum class Reset {
  respawned,      ///< another process is in the pane
  resized,        ///< lines were wrapped anew, or taken back from the history and written on
  cleared,        ///< the history was cleared
  no_history,     ///< the pane is not to have any, and its screen has changed
  history_limit,  ///< the history may hold another number of rows than before
  pane_gone,      ///< another pane is read instead
};

/// What is known of the rows of a cursor.
struct Finding {
  enum class Kind {
    found,      ///< they are where `end` and `screen` say
    screen,     ///< there is no history to go by (a limit of 0): the screen as a whole counts
    reset,      ///< see `reset`
    lost,       ///< they were discarded, or it cannot be proved that they were not
    need_rows,  ///< to be asked again with the rows that rows_to_ask() names
  };
  Kind kind = Kind::need_rows;
  Reset reset{};
  std::int64_t end = 0;  ///< the row that was the end; -1 if all was blank
  std::optional<std::int64_t>
      screen;  ///< the row where the screen began; with need_rows: if that is known already
  bool redrawn =
      false;  ///< rows of that screen have changed above the end; for `screen`: it has changed at all
  bool erased = false;  ///< and it does not begin as it did: none of what was shown need be there any more
  std::optional<std::uint64_t> lost_rows;  ///< how many new rows were discarded, where tmux counts them
};

/// The proof: at the limit tmux discards a tenth of its history at once and counts nothing (before 3.8), so
/// after that, rows can have moved by any multiple of it. They are found if the rows above the screen are in
/// just one of these places.
///
/// A program with an alternate screen changes nothing of the normal one: tmux keeps that, takes it back when
/// the program leaves, and its history stands still meanwhile. So both are proved as if the alternate screen
/// had never been, by what stands behind it: `state` and `rows` are PaneReading::normal() and its rows.
[[nodiscard]] Finding locate(const Cursor& cursor, const PaneState& state, const PaneRows& rows);

/// Above the top row of a pane without history nothing stands that would prove (before 3.8) that it was not
/// cleared and written on anew. Whether a cursor at such a row is proved by the row's own text, which goes on
/// with what it was; true of any other cursor, false of one of a blank pane.
[[nodiscard]] bool top_row_goes_on(const Cursor& cursor, const PaneRows& rows);

/// How many rows after the cursor's end tmux has discarded, where it counts them.
[[nodiscard]] std::optional<std::uint64_t> rows_lost(const Cursor& cursor, const PaneState& state);

/// Which rows that takes, going by what the pane was a moment ago; it may have grown by `slack` rows since.
struct RowsToAsk {
  std::int64_t first = 0;       ///< rows from here …
  std::int64_t last = 0;        ///< … to here, where the end most likely is
  std::vector<RowRange> other;  ///< further places
};
/// `screen` is where the cursor's screen began, if that is known.
[[nodiscard]] RowsToAsk rows_to_ask(const Cursor& cursor, const PaneState& state, std::uint64_t slack,
                                    std::optional<std::int64_t> screen);

/// Whether nothing was printed since, as far as `state` itself tells. Not without counters in the second of
/// the last output: time has no finer resolution.
[[nodiscard]] bool certainly_unchanged(const Cursor& cursor, const PaneState& state);
/// The same, asked of tmux: a format that is true only if so, and if the pane is told of as one of `session`;
/// empty where it cannot be told.
[[nodiscard]] std::string unchanged_condition(const Cursor& cursor, std::string_view session);
/// What is known of the pane where that is true: all but what counters leave open (the activity, the
/// history), the limit and the terminal. Nothing with counters.
[[nodiscard]] std::optional<PaneState> unchanged_state(const Cursor& cursor, std::string_view session,
                                                       std::int64_t now);

}  // namespace smcp::tmux
