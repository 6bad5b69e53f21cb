// In which session a job's pane is by now.
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/task.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tools {

/// `session`, if it still shows the job's pane. It may have been killed or renamed meanwhile: then the session of whichever
/// shows it. Errc::not_found if none does.
[[nodiscard]] Task<Result<std::string>> home_of(tmux::Chain chain, tmux::JobId id, std::string session);

}  // namespace smcp::tools
