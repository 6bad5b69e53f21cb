// Telling a far shell (far_shell.hpp), which stands still at the end of its command, to go on.
#pragma once

#include "base/task.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Whether a far shell has told the end of a job in `look` (the newest one, or one that runs around it), and that is
/// not stored yet.
[[nodiscard]] bool has_far_end(const JobLook& look);

/// Stores that end as if the shell had done so, and presses the key for going on; only one of several servers does.
/// Gives the look after it. A shell that has gone on by itself (FarMark::Kind::late), or is not there any more, gets no
/// key, and its end no place.
[[nodiscard]] Task<Result<JobLook>> store_far_end(Chain chain, JobLook look);

}  // namespace smcp::tmux
