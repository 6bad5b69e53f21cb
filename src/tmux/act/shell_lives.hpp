// Whether the shell of a new pane lives, if nothing is typed into it.
#pragma once

#include <chrono>

#include "base/task.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Time for a shell to come to its prompt, or to end. What ends at once (a default-command that fails, a shell without
/// its libraries, start-up files with an `exit`) does so sooner; one whose start-up files take longer is not waited for.
inline constexpr std::chrono::milliseconds kShellLivesBy{300};

/// Watches the shell of a pane that is held (append_hold()) until it is ready for a command, as far as can be seen from
/// outside, or kShellLivesBy is over, and releases the pane. Errc::refused if the shell has ended, with its exit code
/// where tmux tells it; Errc::no_server if its server has.
[[nodiscard]] Task<Status> see_shell_live(uv::Loop& loop, Chain chain, NewPane pane);

}  // namespace smcp::tmux
