// Waiting until the shell of a new pane takes input, so that nothing is typed blindly.
#pragma once

#include "shell/line_mode.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Ready is a shell whose line editor has taken the terminal over and whose prompt has been drawn, or one
/// without an editor that has drawn its prompt and sleeps in the foreground; either must stay so for a
/// moment. What a tty gets before that is cut at 4095 bytes a line, or read by something in the shell's
/// start-up files. Gives how the terminal takes input then. Errc::timed_out at the chain's deadline,
/// Errc::refused if the pane went, Errc::no_server if its server did, be there another one or not.
void wait_for_shell(uv::Loop& loop, const Chain& chain, NewPane pane,
                    UniqueFunction<void(Result<shell::LineMode>)> done);

}  // namespace smcp::tmux
