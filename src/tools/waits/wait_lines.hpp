// Which lines of a pane are new for a wait: each line that comes, once, and none that was there before.
//
// An example: a wait for the pattern "done" begins at a prompt, and then a command is typed.
//
//    when the wait begins     a first poll            a later poll
//    $ ▏                      $ make; echo done       $ make; echo done
//                             compiling               compiling
//                                                     done
//
// The line of the cursor has changed, because something was typed behind the prompt. It is kept for text(),
// but it never matches: the command is not its own output. "compiling" is new and does not match. "done" in
// the later poll is new and matches; text() is then "$ make; echo done", "compiling", "done".
//
// A "compiling" that is drawn once more does not count again (known_lines.hpp); wait_lines_reset.cpp checks this.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/line_scan.hpp"
#include "tmux/read/captured.hpp"
#include "tmux/read/polled.hpp"
#include "tools/waits/kept_lines.hpp"
#include "tools/waits/known_lines.hpp"
#include "tools/waits/start_line.hpp"

namespace smcp::shell {
class ProcessView;
}

namespace smcp::tools {

/// Takes the results of polls. Pure but for the matcher's clock and a look at the shell, by which a prompt is known.
///
/// Where a poll's lines continue what was read before, exactly these are new; after a reset, KnownLines tells.
/// What came between a wait's cursor and its beginning is not recognised then, as reset() or lost() say.
class WaitLines {
 public:
  /// The newest `lines` lines are kept. `processes` must outlive this.
  WaitLines(const shell::ProcessView& processes, LinePatterns patterns, std::size_t lines);

  /// As many lines are to be captured and polled: more than are known would be taken for new.
  [[nodiscard]] std::size_t lines_to_read() const { return std::max(kept_.most(), KnownLines::kRead); }
  /// What is there. What came after `start` is new: the cursor of `captured`, or, with `from_before`, an
  /// earlier one. The echo of `typed`, the lines that were typed last, never matches.
  void begin(const tmux::Captured& captured, const tmux::Cursor& start, bool from_before,
             const std::vector<TypedLine>& typed = {});
  /// For the next poll, which goes on from `since`; null without patterns.
  [[nodiscard]] tmux::NewText* new_text(const tmux::Cursor& since);
  std::optional<LineMatch> take(const tmux::Polled& polled);  ///< the first new line that matches, if any

  [[nodiscard]] const KeptLines& kept() const { return kept_; }  ///< the newest, none of alternate screens
  /// StartLine::shown(). It may be the first of the new lines.
  [[nodiscard]] const std::string& start_line() const { return start_.shown(); }
  [[nodiscard]] std::uint64_t came() const { return lines_came_; }  ///< goes up with each line that comes
  /// The last line of `text`, without an echo that it is joined with.
  [[nodiscard]] std::string last_line(const tmux::Tail& text) const;
  [[nodiscard]] bool saw_lines() const { return saw_lines_; }  ///< a line has come below that of the cursor
  [[nodiscard]] bool lost() const { return lost_; }
  /// Why lines of the normal screen did not join on, the last time; "" if they always did.
  [[nodiscard]] std::string_view reset() const { return reset_; }
  [[nodiscard]] bool too_slow() const { return too_slow_; }  ///< the patterns took too long on a poll's lines

 private:
  using Match = std::optional<LineMatch>;

  Match take_news(const tmux::Polled& polled);
  Match take_anew(const tmux::Polled& polled);
  Match take_screen(const tmux::Polled& polled);
  void find_old_lines(const tmux::Polled& polled);
  Match match(bool with_first_line, bool without_moved);
  void keep(std::string_view line);
  void note_came(std::string_view line);

  const shell::ProcessView& processes_;
  LinePatterns patterns_;
  std::optional<LineScan> matcher_;

  JoinedEcho joined_;
  bool on_start_line_ = true;  ///< nothing has come below the line of the first cursor
  StartLine start_;
  std::string last_line_;  ///< the last line of the normal screen, as it was seen last; "" if it is not known
  tmux::Cursor since_;     ///< the cursor of the poll that is on its way
  bool since_unread_ = false;  ///< what came between the cursor and the beginning has not been read yet
  bool saw_lines_ = false;

  KnownLines known_;
  KeptLines kept_;
  std::uint64_t lines_came_ = 0;
  bool lost_ = false;
  std::string_view reset_;
  bool too_slow_ = false;
};

}  // namespace smcp::tools
