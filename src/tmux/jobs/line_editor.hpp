// Editing the line that a shell reads, from outside: which bytes move its cursor, and what the screen then
// proves. Pure.
//
// From outside, nobody can see whether a line is empty: `$ make` may be a prompt. A control key must not be
// pressed to find out, since it may be bound to anything, even to running the line. So the cursor is asked,
// by the escape sequences of the arrow keys, which every editor has bound and which change no text. ▏ is the
// cursor; the typed line, which begins with a space, is shortened to ` eval "…"`:
//
//    the screen before   keys          the screen after    conclusion
// 1  $ make▏             ←             $ mak▏e             It moved: there is text. → moves it back, nothing
//                                                          is typed, and the call is refused.
// 2  $ ▏                 ←             $ ▏                 It stayed: the line is empty, or ← does nothing
//                                                          here, or its effect is still to come.
//    $ ▏                 our line      $  eval "…"▏        Its end is as far right as it is long, so ← had
//                                                          not moved the cursor before it was typed (a shell
//                                                          takes keys in order).
// 3  $  eval "…"▏        ← for each    $ ▏ eval "…"        The cursor is where it was in 2, so ← does work
//                        character                         here. In 2 it had nothing to move over: the line
//                                                          was empty. Now Enter is pressed.
//
// If 3 does not show this, our line is erased and the call is refused. Blanks after the cursor look the same
// as an empty line, but they are not a command. For ← in 1 and 2, bash and fish get Home, since bash rings
// the bell for ← at the beginning of a line. "the example in line_editor.hpp" in
// tests/unit/tmux/jobs/line_editor.cpp checks these screens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Where a cursor is, in cells from the oldest row that tmux holds; comparable as long as nothing scrolls.
[[nodiscard]] std::int64_t cursor_cell(const PaneState& state);

/// The row of a cursor, as far as its cells can be derived from its bytes.
class CursorRow {
 public:
  CursorRow() = default;
  /// `row` has no spaces on the right. Of wrapped rows joined, the cursor is assumed to be in the last.
  CursorRow(std::string_view row, std::uint32_t cursor_x, std::uint32_t width);

  [[nodiscard]] bool is_blank() const { return row_.find_first_not_of(' ') == std::string::npos; }
  /// Whether each of its characters is known to take one cell.
  [[nodiscard]] bool one_cell_each() const { return one_cell_each_; }
  /// Whether it may be longer than the pane is wide.
  [[nodiscard]] bool is_wrapped() const { return starts_.size() > width_; }
  /// The text at and after the cursor, without a right-hand prompt. Empty if it is not known.
  [[nodiscard]] std::string behind() const;
  /// What may be a right-hand prompt, which behind() leaves out.
  [[nodiscard]] std::string_view right_prompt() const;
  /// Whether what `row` has before the cursor is the same here, as far as that is known.
  [[nodiscard]] bool begins_like(std::string_view row) const;
  /// Upper bound on the cells before the cursor.
  [[nodiscard]] std::size_t most_before() const { return cursor_ + 2 * starts_.size(); }
  /// The last `cells` cells before the cursor; a character that may be wide counts as two.
  [[nodiscard]] std::string before(std::size_t cells) const;

 private:
  std::string row_;
  std::vector<std::size_t> starts_;  ///< offsets of its characters, in bytes
  std::size_t cursor_ = 0;           ///< the cursor's cell in the row
  std::uint32_t width_ = 1;
  bool one_cell_each_ = true;
};

/// Text at the right margin is a right-hand prompt if it is at least this many cells away from the cursor …
inline constexpr std::size_t kRightPromptGap = 8;
/// … and ends at most this many cells before the margin (zsh leaves one, ZLE_RPROMPT_INDENT).
inline constexpr std::size_t kRightPromptMargin = 2;

/// Our line on the screen.
struct ShownLine {
  bool shown = false;
  std::string behind;  ///< what follows it in its row and below, without a right-hand prompt
  /// The number of characters in its last row (or rows joined) up to its end; nothing if some may take more than one cell.
  std::optional<std::size_t> end;

  /// How many cells the cursor is to the right of its end; nothing if this is not known.
  [[nodiscard]] std::optional<std::size_t> cells_to(const PaneState& cursor) const;
};

/// Finds `line`, printable ASCII, in `text`, the last lines of the pane. White space is ignored, because a line editor may
/// have wrapped the line in its own way. What stood at the right margin before, `right_prompt`, may be close behind it.
[[nodiscard]] ShownLine find_shown_line(std::string_view text, std::string_view line,
                                        std::string_view right_prompt = {});

/// Whether `text` shows `line` without its last character, in front of `behind`: what followed the line when it was whole
/// (ShownLine::behind). That may begin with the same character, and then the whole line seems to be there still.
[[nodiscard]] bool has_lost_its_end(std::string_view text, std::string_view line, std::string_view behind);

/// Whether the line of a cursor looks as if the shell waits for the rest of a command: `>`, or zsh's `quote>` and the like.
[[nodiscard]] bool is_continuation_prompt(std::string_view line);

}  // namespace smcp::tmux
