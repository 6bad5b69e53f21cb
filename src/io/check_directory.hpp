// Checking whether a folder can be a working directory, without blocking.
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv.hpp"

namespace smcp::tmux {

/// Errc::invalid_argument if `path` does not exist, is not a directory, or may not be entered;
/// Errc::timed_out if the system has not answered by `deadline` (a dead network mount). tmux itself would
/// silently start somewhere else.
void check_directory(uv::Loop& loop, std::string path, uv::TimePoint deadline,
                     UniqueFunction<void(Status)> done);

}  // namespace smcp::tmux
