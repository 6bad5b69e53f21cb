// Waiting until the shell of a new pane is ready for input, so that nothing is typed blindly.
#pragma once

#include "base/task.hpp"
#include "shell/line_mode.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Gives the terminal's line mode once the shell is ready. A shell is ready when its line editor
/// has taken over the terminal and its prompt has been drawn; a shell without a line editor, when it has
/// drawn its prompt and sleeps in the foreground. Either must stay so for a moment. What is typed earlier is
/// cut at 4095 bytes per line, or read by something in the shell's start-up files. Errc::timed_out at the
/// chain's deadline, Errc::refused if the pane has ended, Errc::no_server if its server has, even if another
/// one runs now.
[[nodiscard]] Task<Result<shell::LineMode>> wait_for_shell(uv::Loop& loop, Chain chain, NewPane pane);

}  // namespace smcp::tmux
