// What a poll asks for, and what it tells. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "text/new_text.hpp"
#include "text/tail.hpp"
#include "tmux/read/continuity.hpp"

namespace smcp::tmux {

struct PollRequest {
  std::string session;  ///< the cursor's pane must be one of its panes
  Cursor since;
  std::size_t lines = 0;  ///< logical lines at the most, the newest; at least 1
  bool colors = false;
  std::size_t max_bytes = 0;
  /// Told of them where Polled::came tells how many they are. Outlives the poll.
  NewText* new_text = nullptr;
};

struct Polled {
  enum class Kind {
    unchanged,  ///< nothing new; no text, and the cursor is still the one to go on from
    news,       ///< `text` is what came since, and nothing is missing
    alternate,  ///< the same, and a program with an alternate screen has come, drawn on it, or gone. While it
                ///< is there, `text` ends with that screen as it is now: `screen_lines`
    redrawn,    ///< rows of the screen above the end have changed, or it was the top row of a pane without
                ///< history and holds another text: `text` is that screen, as it is now, and what follows
    reset,  ///< `reset` says why there is no going on; `text` is the newest lines, as capture_pane() has them
    lost,   ///< what came since is not all there any more, or nobody can tell; `text` as with reset
  };
  Kind kind = Kind::unchanged;
  Reset reset{};
  std::optional<std::uint64_t> lost_rows;  ///< rows that tmux has discarded unread, where it counts them
  /// The first of the lines that came (`text`, without more above) is the last one of what was read before,
  /// changed; if redrawn, it may be another one as well, in its place.
  bool replaces_last = false;
  bool whole = false;  ///< there is more above: `text` begins with the screen on which the cursor's end stood
  std::shared_ptr<Tail> text;  ///< finished; null if unchanged
  std::uint64_t passed = 0;    ///< lines that there were to tell, more than `text` has if they did not fit
  std::uint64_t screen_lines = 0;  ///< how many of the last lines of `text` are an alternate screen
  bool screen_changed = false;     ///< which is another one than before, or has changed
  /// How many of the lines above those came after the cursor, the first in the place of the last one then if
  /// that has changed. The others in `text` were there, and may have been redrawn or hidden. Nothing where it
  /// cannot be told: all of them may have come, and some may be gone.
  std::optional<std::uint64_t> came;
  PaneState state;
  Cursor cursor;
};

}  // namespace smcp::tmux
