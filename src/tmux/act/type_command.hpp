// Typing a command into the shell of a new pane, and checking that the shell has accepted it.
#pragma once

#include <string>

#include "base/task.hpp"
#include "shell/line_mode.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Types `command` into a shell that waits in `mode` (shell_ready.hpp), as a bracketed paste if the shell
/// supports it, waits until it has been drawn, presses Enter, and waits until Enter has an effect: the cursor
/// has moved, the line editor has given up the terminal, or another program has it. If tmux displays
/// something on top of the pane meanwhile, it is removed each time (uncover()), and Enter is pressed in the
/// same batch that finds the pane in no mode.
///
/// Ok means that the shell has accepted the command, whatever happens then: `exit` may end the pane and the
/// server. Errc::refused if a line of the command is too long for the shell, if the shell ended before Enter,
/// or if there is no sign by the chain's deadline that it has accepted Enter; Errc::timed_out if the deadline
/// came before Enter; Errc::no_server if the pane's server ended before Enter. No buffer stays behind,
/// whether it fails or is dropped.
[[nodiscard]] Task<Status> type_command(uv::Loop& loop, Chain chain, NewPane pane, shell::LineMode mode,
                                        std::string command);

}  // namespace smcp::tmux
