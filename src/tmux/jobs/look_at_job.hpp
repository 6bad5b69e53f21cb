// Asking tmux what it remembers about the jobs of a pane.
#pragma once

#include "base/result.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Looks at the pane and its jobs. Errc::not_found if there is no such pane. If the shell of the newest one stands
/// still at its end (far_shell.hpp), it is told to go on. If that shell is lost with what it was behind, the job's end is
/// stored, of which nothing is known.
void look_at_job(const Chain& chain, PaneId pane, UniqueFunction<void(Result<JobLook>)> done);

}  // namespace smcp::tmux
