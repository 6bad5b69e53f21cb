// What a cursor's rows are found to be when a pane is read again: continuity.hpp finds it.
#pragma once

#include <cstdint>
#include <optional>

namespace smcp::tmux {

/// Why the rows of a cursor are no longer of use.
enum class Reset {
  respawned,      ///< another process is in the pane
  resized,        ///< lines were rewrapped, or moved back from the history to the screen and overwritten
  cleared,        ///< the history was cleared
  no_history,     ///< the pane keeps no history, and its screen has changed
  history_limit,  ///< the limit of the history is no longer what it was
  pane_gone,      ///< the pane does not exist any more, and another one is read instead
};

/// What is known about the rows of a cursor.
struct Finding {
  enum class Kind {
    found,      ///< they are at `end` and `screen`
    screen,     ///< the pane keeps no history (its limit is 0), so only the screen as a whole is compared
    reset,      ///< they are of no use any more; `reset` says why
    lost,       ///< they were discarded, or nothing proves that they were not
    need_rows,  ///< more rows are needed: ask again for those that rows_to_ask() names
  };
  Kind kind = Kind::need_rows;
  Reset reset{};
  std::int64_t end = 0;  ///< the row that was the cursor's end; -1 if everything was blank
  std::optional<std::int64_t>
      screen;  ///< the row where the cursor's screen began; with need_rows, set only if already known
  bool redrawn = false;  ///< rows of that screen above the end have changed; for Kind::screen: any row has
  bool erased = false;   ///< also its first row has changed, so that nothing of what was shown may be left
  std::optional<std::uint64_t> lost_rows;  ///< how many new rows were discarded, if tmux counts them
};

}  // namespace smcp::tmux
