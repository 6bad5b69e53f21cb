// Following a job to its end, or until the time is up: what run_command and wait_for have in common.
#pragma once

#include <optional>
#include <string>

#include "tmux/jobs/job.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

struct FollowedJob {
  tmux::JobId id;
  /// Shows its pane; if it is empty, whichever does.
  std::string session{};
  /// The job was made by this very call. Otherwise its session is looked up first.
  bool is_known = true;
  /// Where the output stood before it, if that is known already.
  std::optional<tmux::Cursor> before{};
  /// When it was started by this very call; otherwise its own marks tell how long it took.
  std::optional<uv::TimePoint> began{};
  std::optional<tmux::JobLook> ended{};  ///< a look that shows its end, if that is known already
  /// The answer begins with wait_for's word for how it went. A program that takes keys while it works then does
  /// not count as one that asks somebody.
  bool with_outcome = false;
  bool created = false;  ///< the session was made by this very call
};

/// Answers the call (its `lines`, its `timeout_seconds`) with the job's output and how it went.
/// Errc::not_found for one that tmux does not remember (PastJob::kMost).
void follow_job(Toolbox& tools, const CallPtr& call, FollowedJob job);

}  // namespace smcp::tools
