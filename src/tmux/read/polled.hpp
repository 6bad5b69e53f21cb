// The request and the result of a poll. Pure.
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
  std::string session;  ///< must contain the cursor's pane
  Cursor since;
  std::size_t lines = 0;  ///< maximum number of logical lines (the newest), at least 1
  bool colors = false;
  std::size_t max_bytes = 0;
  /// Receives the new lines, if Polled::came says how many there are. Must outlive the poll.
  NewText* new_text = nullptr;
};

struct Polled {
  enum class Kind {
    unchanged,  ///< nothing new; there is no text, and the cursor stays the same
    news,       ///< `text` is all that came since
    alternate,  ///< the same, and a program with an alternate screen has started, drawn, or ended. While it
                ///< runs, `text` ends with its current screen: `screen_lines`
    redrawn,    ///< rows of the screen above the end have changed, or the end was the top row of a pane
                ///< without history and has another text: `text` is that screen now, and what follows it
    reset,  ///< the cursor is of no use, and `reset` says why; `text` is the newest lines, as in a capture
    lost,   ///< some of what came since is gone, or may be; `text` is as with reset
  };
  Kind kind = Kind::unchanged;
  Reset reset{};
  std::optional<std::uint64_t> lost_rows;  ///< how many unread rows tmux has discarded, if it counts them
  /// The first of the lines that came (in `text`, after those that were there before) is the last line that
  /// was read before, changed. If redrawn, it may also be another line in its place.
  bool replaces_last = false;
  bool whole = false;          ///< `text` begins further up, with the screen on which the cursor's end stood
  std::shared_ptr<Tail> text;  ///< finished; null if `unchanged`
  std::uint64_t passed = 0;    ///< number of lines in all; more than `text` has if they did not fit
  std::uint64_t screen_lines = 0;  ///< how many of the last lines of `text` belong to an alternate screen
  bool screen_changed = false;     ///< that screen is a different one than before, or has changed
  /// How many of the lines above the alternate screen came after the cursor; see replaces_last for the first
  /// of them. The other lines in `text` were there before, and may have been redrawn or hidden. Nothing if
  /// this is not known: all of them may be new, and some may be missing.
  std::optional<std::uint64_t> came;
  PaneState state;
  Cursor cursor;
};

}  // namespace smcp::tmux
