// Editing the line that a shell reads, from outside: which bytes move its cursor, and what the screen then
// proves. Pure.
//
// Nothing tells from outside whether a line is empty: `$ make ` may be a prompt. And no control key may be
// pressed to find out, since it can be bound to anything, to running the line too. So the cursor is asked,
// with the arrow keys' escape sequences, which every editor has bound and which change no text:
//
//   1. `$ make `  ← is pressed. The cursor moves: there is text, and → takes it back. Nothing was typed.
//   2. `$ `       ← is pressed. The cursor stays: the line is empty, or ← means nothing here, or it is still
//                 on its way. Our line is typed: `$  eval "…"`. If its end is as far to the right as it is
//                 long, ← had done nothing before it was typed (keys are taken in order).
//   3. ← is pressed as often as our line is long. The cursor stands where it stood in the beginning: ← does
//                 work here. So it had nothing to do in 2, and the line was empty.
//
// Enter is pressed only after 3. Blanks behind the cursor, and nothing else, look like an empty line, and go
// unseen: they are no command. In 1 and 2, bash and fish get Home: bash rings the bell for ← at the beginning
// of a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/jobs/job_script.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

enum class LineEditor {
  kernel,  ///< none: the terminal collects the line (canonical mode), and its kill character erases all of it
  home,    ///< bash, fish: Home and End are bound as well, whatever the terminal is called
  arrows,  ///< zsh, ksh, mksh, yash, busybox: only the arrow keys are sure to be
};

/// Which bytes do what. Each is sent to the pane as it is, not as a key of tmux's: tmux would write keys as
/// the program has asked for (extended-keys), and into other panes as well (synchronize-panes).
class LineKeys {
 public:
  /// Of `shell`, whose terminal is canonical or not.
  LineKeys(ShellKind shell, bool canonical);

  [[nodiscard]] LineEditor editor() const { return editor_; }

  /// Moves the cursor if anything stands before it: to the beginning, or as far back as `cells`, which must
  /// not be more than there are characters on its row.
  [[nodiscard]] std::string back(std::size_t cells) const;
  /// So many characters to the left, or to the right; not beyond the line's end, where some editors take
  /// that for accepting what they suggest.
  [[nodiscard]] static std::string left(std::size_t characters);
  [[nodiscard]] static std::string right(std::size_t characters);
  /// What is typed before a line: it ends the command mode of vi's keys, and else leaves nothing.
  [[nodiscard]] static std::string_view insert_mode() { return "A\x7f"; }
  /// Erases so many characters before the cursor.
  [[nodiscard]] static std::string erase(std::size_t characters) { return std::string(characters, '\x7f'); }
  static constexpr std::string_view kEnter = "\r";

 private:
  LineEditor editor_;
};

/// Where a cursor is, in cells from the oldest row that tmux holds: comparable as long as nothing scrolls.
[[nodiscard]] std::int64_t cursor_cell(const PaneState& state);

/// A row that a cursor stands on, as far as its cells can be told from its bytes.
class CursorRow {
 public:
  CursorRow() = default;
  /// `row` is without spaces on the right; it may be longer than the pane is wide (wrapped rows joined), then
  /// the cursor is taken to stand in the last of them.
  CursorRow(std::string_view row, std::uint32_t cursor_x, std::uint32_t width);

  /// Whether each of its characters is known to take one cell.
  [[nodiscard]] bool one_cell_each() const { return one_cell_each_; }
  /// Whether it may be longer than the pane is wide.
  [[nodiscard]] bool is_wrapped() const { return starts_.size() > width_; }
  /// What stands at the cursor and behind it, but no right-hand prompt. Nothing where it cannot be told.
  [[nodiscard]] std::string behind() const;
  /// The last `cells` before the cursor; a character that may be wider than one counts as two.
  [[nodiscard]] std::string before(std::size_t cells) const;

 private:
  std::string row_;
  std::vector<std::size_t> starts_;  ///< of its characters, in bytes
  std::size_t cursor_ = 0;           ///< the cell
  std::uint32_t width_ = 1;
  bool one_cell_each_ = true;
};

/// What stands at the right margin is a prompt's other half: at least so far away from the cursor …
inline constexpr std::size_t kRightPromptGap = 8;
/// … and ending so near to the margin, in cells (zsh leaves one, ZLE_RPROMPT_INDENT).
inline constexpr std::size_t kRightPromptMargin = 2;

/// A line of ours on the screen.
struct ShownLine {
  bool shown = false;
  std::string behind;  ///< what follows it, in its row and below; no right-hand prompt
  /// How many characters stand in its last row up to its end, which may be rows joined; nothing if some of
  /// them may take more than a cell.
  std::optional<std::size_t> end;

  /// How many cells the cursor is to the right of its end; nothing if that cannot be told.
  [[nodiscard]] std::optional<std::size_t> cells_to(const PaneState& cursor) const;
};

/// `text` is the last lines of the pane, `line` printable ASCII. A line editor may have wrapped it as it
/// likes, so that white space does not count.
[[nodiscard]] ShownLine find_shown_line(std::string_view text, std::string_view line);

/// Whether a line that a cursor stands on looks as if the shell waits for the rest of a command: `>`, as
/// POSIX shells have it, or `quote>` and the like of zsh.
[[nodiscard]] bool is_continuation_prompt(std::string_view line);

}  // namespace smcp::tmux
