// What `call` exits with: how it went, for a shell to test.
#pragma once

#include <string>

#include "transport/tool_reply.hpp"

namespace smcp::cli {

/// The call was refused or has failed, or a part of it has (kill_session names=…).
inline constexpr int kFailed = 1;
/// The time was up first: the command still runs, or what was waited for has not come.
inline constexpr int kNotYet = 3;
/// It will not come any more, or nobody knows how it ended: the pane has died, or its session is gone.
inline constexpr int kNeverKnown = 4;

/// The exit status for a result: that of the command, if one has ended (run_command, wait_for job=…), else 0 or
/// one of the above. `waits` is false for a call that was told not to wait for its command (wait=false), which
/// then has done all that it should.
[[nodiscard]] int exit_status_of(const transport::ToolResult& result, bool waits);

/// The time that `wait` or `run` was given is up, as timeout(1) says it.
inline constexpr int kTimeIsUp = 124;

/// The same for `wait` and `run`, whose callers know no other answers of a tool: that of a job, if its end was waited
/// for and has come, else 0, kTimeIsUp, kNotYet where a program asks for input, or kFailed for whatever will not come
/// any more.
[[nodiscard]] int wait_status_of(const transport::ToolResult& result, bool of_job);

}  // namespace smcp::cli
