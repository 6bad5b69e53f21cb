// Asking tmux what it remembers about the jobs of a pane.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// Upper bound on the text that is looked at, in bytes.
inline constexpr std::size_t kMostSeenText = std::size_t{256} * 1024;

/// A look at a pane, at its jobs and at its last lines, of one moment.
struct JobSight {
  JobLook look;
  Captured shown;           ///< with what is below the cursor
  std::string paste_usage;  ///< for PasteUsage
};

/// Looks at the pane with its last `lines` lines, in one request. Errc::not_found if there is no such pane. It does nothing
/// about a job that stands still at its end.
void see_pane(const Chain& chain, PaneId pane, std::size_t lines,
              UniqueFunction<void(Result<JobSight>)> done);

/// Looks at the pane and its jobs. Errc::not_found if there is no such pane. If the shell of the newest one stands
/// still at its end (far_shell.hpp), it is told to go on. If that shell is lost with what it was behind, the job's end is
/// stored, of which nothing is known.
void look_at_job(const Chain& chain, PaneId pane, UniqueFunction<void(Result<JobLook>)> done);

}  // namespace smcp::tmux
