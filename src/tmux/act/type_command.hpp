// Typing a command into the shell of a new pane, and seeing that the shell has taken it.
#pragma once

#include <string>

#include "shell/line_mode.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Types `command` into a shell that waits in `mode` (shell_ready.hpp), as a bracketed paste where it takes
/// one, waits until that has been drawn, presses Enter, and waits until Enter shows: the cursor has moved,
/// the terminal is no longer the line editor's, or another program has it. What tmux lays over the pane
/// meanwhile is taken away, again and again (uncover()), and Enter is pressed in the very step in which the
/// pane is seen to be in no mode.
///
/// Ok means that the shell has taken it, whatever comes of it then: `exit` may take the pane and the server
/// along. Errc::refused if the shell takes no line as long as one of the command's, if it ended before Enter,
/// or if it shows no sign of having taken that by the chain's deadline; Errc::timed_out if the deadline came
/// before Enter; Errc::no_server if the pane's server went before it.
void type_command(uv::Loop& loop, const Chain& chain, NewPane pane, shell::LineMode mode, std::string command,
                  UniqueFunction<void(Status)> done);

/// Puts something in order that no chain's deadline or cancellation must stop.
void clean_up(Client& client, Command command, Client::Done done);

}  // namespace smcp::tmux
