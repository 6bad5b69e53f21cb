// Looking at a job in a far shell (tmux/jobs/far_shell.hpp) until its end, even if nobody waits for it: the shell
// stands still at the end until it is told to go on.
#pragma once

#include "tmux/jobs/job.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// Until the job has ended, or the client has closed its end. Not for a single call at a shell (Toolbox::serves).
void watch_far_job(Toolbox& tools, Server& server, const tmux::JobId& id);

}  // namespace smcp::tools
