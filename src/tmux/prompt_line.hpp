// What stands on a shell's command line, as far as the screen shows it. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// Whether a line that a cursor stands on looks as if the shell waits for the rest of a command: `>`, as
/// POSIX shells have it, or `quote>` and the like of zsh.
[[nodiscard]] bool is_continuation_prompt(std::string_view line);

/// What has become of a line that was typed.
struct TypedEcho {
  enum class Kind {
    absent,       ///< it is not there (yet)
    at_prompt,    ///< it stands behind the prompt, and behind nothing else
    behind_text,  ///< before it was typed, `text` stood behind the prompt
    before_text,  ///< it was typed into a line, of which `text` follows it
    not_erased,   ///< kEraseProbe is still there: Ctrl-U does something else in this shell
  };
  Kind kind = Kind::absent;
  std::string text;
  std::string erased = {};  ///< what stood behind the prompt and before the cursor, and does not any more
  std::string rest =
      {};  ///< what stood behind the cursor then, a text or a suggestion, and does not any more
};

/// What is typed to be erased again before the line. In the command mode of vi's keys it leads to the end of
/// the line, and to inserting.
inline constexpr std::string_view kEraseProbe = "A";

/// The line that a cursor stands on.
struct CursorLine {
  std::string text;                   ///< without spaces on the right
  std::optional<std::size_t> cursor;  ///< how many bytes of it stand before the cursor, if that can be told

  /// What stands before the cursor, with spaces; all of it if that cannot be told.
  [[nodiscard]] std::string to_cursor() const;
};

/// `before` is the cursor's line before kEraseProbe was typed, the old text erased (Ctrl-U) and `typed`
/// typed; `after` is the last lines of the pane now. A line editor may have wrapped `typed` as it likes. What
/// is far to the right, as right-hand prompts are, is not taken for text.
[[nodiscard]] TypedEcho find_echo(const CursorLine& before, std::string_view after, std::string_view typed);

}  // namespace smcp::tmux
