// The first command of a new pane, typed into its shell: for new sessions, and for windows and panes.
#pragma once

#include <string>
#include <string_view>

#include "base/task.hpp"
#include "base/unique_function.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

struct FirstCommand {
  std::string text;  ///< not empty, and accepted by check_typable()
  /// Is told of the steps, in sentences for people; may be empty.
  UniqueFunction<void(std::string_view)> on_progress;
};

/// Waits until the shell of `pane` is ready (shell_ready.hpp), remembers what will be typed (last_typed.hpp), and types
/// `command` (type_command.hpp). `blank` is the pane's cursor before anything was printed.
///
/// Gives the cursor at the shell's prompt, so that all that the command prints comes after it and the typed line is not
/// a new line; `blank` if the pane ended just then, but the shell took the command all the same. An error means that the
/// shell has not taken the command, as in shell_ready.hpp and type_command.hpp. Their sentences say that what was made
/// (NewPane::made) is removed: the caller has to do that. Dropping the flow stops it where it is; no buffer stays behind.
[[nodiscard]] Task<Result<Cursor>> give_first_command(uv::Loop& loop, Chain chain, NewPane pane, Cursor blank,
                                                      FirstCommand command);

/// Whether there is nothing in `command` for a shell to run.
[[nodiscard]] inline bool is_blank(std::string_view command) {
  return command.find_first_not_of(" \t\n") == std::string_view::npos;
}
/// Refuses a `command` that cannot be typed into a shell: control characters other than tab and newline are
/// keys to it.
[[nodiscard]] Status check_typable(std::string_view command);

}  // namespace smcp::tmux
