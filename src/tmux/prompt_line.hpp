// What stands on a shell's command line, as far as the screen shows it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tmux {

/// Whether a line that a cursor stands on looks as if the shell waits for the rest of a command: `>`, as POSIX
/// shells have it, or `quote>` and the like of zsh.
[[nodiscard]] bool is_continuation_prompt(std::string_view line);

/// What has become of a line that was typed.
struct TypedEcho {
  enum class Kind {
    absent,       ///< it is not there (yet)
    at_prompt,    ///< it stands behind the prompt, and behind nothing else
    behind_text,  ///< before it was typed, `text` stood behind the prompt
  };
  Kind kind = Kind::absent;
  std::string text;
};

/// `before` is the cursor's line before the old text was erased (Ctrl-U) and `typed` was typed, `empty` says that
/// nothing was on it; `after` is the last lines of the pane now. A line editor may have wrapped `typed` as it
/// likes. What is far to the right, as right-hand prompts are, is not taken for text.
[[nodiscard]] TypedEcho find_echo(std::string_view before, bool empty, std::string_view after,
                                  std::string_view typed);

}  // namespace smcp::tmux
