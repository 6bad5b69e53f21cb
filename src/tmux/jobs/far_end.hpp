// Telling a far shell (far_shell.hpp), which stands still at the end of its command, to go on.
#pragma once

#include "base/task.hpp"
#include "shell/process_view.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Whether a job in a far shell has ended, and that is not stored yet: the shell has told the end of the newest one, or of
/// one that runs around it, in `look`; or what the shell of the newest one was behind has ended without a word.
[[nodiscard]] bool has_far_end(const shell::ProcessView& processes, const JobLook& look);

/// Stores that end as if the shell had done so, and presses the key for going on; only one of several servers does.
/// Gives the look after it. A shell that has gone on by itself (FarMark::Kind::late), or is not there any more, gets no
/// key, and its end no place. If it has not told its end, that gets no status either (JobMarks::is_unknown()).
[[nodiscard]] Task<Result<JobLook>> store_far_end(Chain chain, JobLook look);

}  // namespace smcp::tmux
