// Following a job to its end, or until the time is up: what run_command and wait_for have in common.
#pragma once

#include <optional>

#include "tmux/job.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

struct FollowedJob {
  tmux::JobId id;
  /// Where the output stood before it.
  tmux::Cursor before;
  /// When it was started by this very call; otherwise its own marks tell how long it took.
  std::optional<uv::TimePoint> began;
  /// The answer begins with wait_for's word for how it went.
  bool with_outcome = false;
};

/// Answers the call (its `lines`, its `timeout_seconds`) with the job's output and how it went.
void follow_job(Toolbox& tools, const CallPtr& call, FollowedJob job);

/// The answer for a job that is only remembered: how it went, without output.
[[nodiscard]] std::string past_job_json(std::string_view session, const tmux::JobId& id,
                                        const tmux::PastJob& past);

}  // namespace smcp::tools
