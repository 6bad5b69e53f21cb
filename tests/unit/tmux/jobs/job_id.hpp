// The job of the tests.
#pragma once

#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

inline const JobId kId{PaneId{5}, "k4f9q2"};

}  // namespace smcp::tmux
