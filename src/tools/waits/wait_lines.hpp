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
// Had the history been cleared or the screen redrawn in between, the rows would no longer show which lines
// are new. Then a line is old if its text was there when the wait began or has come since: a "compiling" that
// is drawn once more does not count again. The tests "new for a wait: the line of the cursor never matches,
// …" and "… nothing that was there is new after a reset" in tests/unit/tools/waits/wait_lines.cpp check this.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "text/line_scan.hpp"
#include "tmux/read/captured.hpp"
#include "tmux/read/polled.hpp"
#include "tools/waits/kept_lines.hpp"

namespace smcp::shell {
class ProcessView;
}

namespace smcp::tools {

/// Takes the results of polls, one after the other. Pure but for the matcher's clock and a look at the shell
/// where a prompt may have been redrawn.
///
/// Where a poll's lines continue what was read before, exactly these lines are new. After a reset, new lines
/// are distinguished from old ones by their text: what was there when the wait began, or has come since, is
/// not new. What came between a wait's cursor and the beginning of the wait cannot be recognised then, and
/// reset() or lost() say that something may be missing or old.
class WaitLines {
 public:
  /// Lines that are known at the beginning, at the least, by which old ones are told from new ones after a
  /// reset.
  static constexpr std::size_t kKnownLines = 400;

  /// The newest `lines` lines are kept. `processes` must outlive this.
  WaitLines(const shell::ProcessView& processes, LinePatterns patterns, std::size_t lines);

  /// As many lines are to be captured and polled: more than are known would be taken for new.
  [[nodiscard]] std::size_t lines_to_read() const { return std::max(kept_.most(), kKnownLines); }
  /// What is there. What came after `start` is new: the cursor of `captured`, or, with `from_before`, an
  /// earlier one. The echo of `typed`, the lines that were typed last, never matches.
  void begin(const tmux::Captured& captured, const tmux::Cursor& start, bool from_before,
             const std::vector<TypedLine>& typed = {});
  /// For the next poll, which goes on from `since`; null without patterns.
  [[nodiscard]] tmux::NewText* new_text(const tmux::Cursor& since);
  /// The first new line that matches, if any does.
  std::optional<LineMatch> take(const tmux::Polled& polled);

  /// The newest of the new lines, without those of a full-screen program.
  [[nodiscard]] const KeptLines& kept() const { return kept_; }
  /// The line of the cursor at the beginning, as it was shown last with what was typed behind it; "" if nothing
  /// was. It may be the first of the new lines.
  [[nodiscard]] const std::string& start_line() const { return shown_start_line_; }
  /// Goes up with each line that comes.
  [[nodiscard]] std::uint64_t came() const { return lines_came_; }
  /// Whether a line has come below that of the cursor.
  [[nodiscard]] bool saw_lines() const { return saw_lines_; }
  [[nodiscard]] bool lost() const { return lost_; }
  /// Why lines of the normal screen did not join on, the last time; "" if they always did.
  [[nodiscard]] std::string_view reset() const { return reset_; }
  /// The patterns took too long on the lines of a poll.
  [[nodiscard]] bool too_slow() const { return too_slow_; }

 private:
  /// Of a line's text. Of thousands of lines, each of which may be as long as KeptLines::kMaxBytes, no more is kept.
  using Fingerprint = std::uint64_t;
  using Match = std::optional<LineMatch>;

  Match take_news(const tmux::Polled& polled);
  Match take_anew(const tmux::Polled& polled);
  Match take_screen(const tmux::Polled& polled);
  void find_old_lines(const tmux::Polled& polled);
  [[nodiscard]] bool is_start_line(std::string_view line) const;
  [[nodiscard]] bool begins_like_start(std::string_view line) const;
  [[nodiscard]] bool is_moved(const tmux::Polled& polled, std::string_view first) const;
  void begin_apart();
  void feed_apart(std::string_view line);
  Match match(bool with_first_line, bool without_moved);
  [[nodiscard]] static Fingerprint fingerprint(std::string_view line);
  [[nodiscard]] std::size_t seen(Fingerprint line) const { return known_.count(line) + came_.count(line); }
  void keep(std::string_view line);
  void note_came(std::string_view line);
  void forget_last();

  const shell::ProcessView& processes_;
  LinePatterns patterns_;
  std::optional<LineScan> matcher_;

  bool on_start_line_ = true;  ///< nothing has come below the line of the first cursor
  tmux::Cursor start_;
  unsigned start_bits_ = 0;  ///< of the fingerprint of its row
  std::optional<std::string> start_line_;
  std::string shown_start_line_;  ///< it, as it was seen last
  std::string last_line_;         ///< of the normal screen, as it was seen last; "" if it is not known
  tmux::Cursor since_;            ///< of the poll that is on its way
  bool since_unread_ = false;     ///< what came between the cursor and the beginning has not been read yet
  bool saw_lines_ = false;

  std::unordered_multiset<Fingerprint> known_;  ///< lines that were there at the beginning
  std::unordered_multiset<Fingerprint> came_;   ///< some of those that came and are still shown
  KeptLines kept_;
  std::uint64_t lines_came_ = 0;
  bool lost_ = false;
  std::string_view reset_;
  bool too_slow_ = false;
};

}  // namespace smcp::tools
