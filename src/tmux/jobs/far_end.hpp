// Telling a far shell (far_shell.hpp), which stands still at the end of its command, to go on.
#pragma once

#include "base/task.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Whether the newest job in `look` runs in a far shell, and its end has been told and not been stored yet.
[[nodiscard]] bool has_far_end(const JobLook& look);

/// Stores the end of that job as if its shell had done so, and presses the key for going on, in one step, in which
/// nobody else can have done so. Gives the look after it. A shell that has gone on by itself (FarMark::Kind::late)
/// gets an end mark without a place.
[[nodiscard]] Task<Result<JobLook>> store_far_end(Chain chain, JobLook look);

}  // namespace smcp::tmux
