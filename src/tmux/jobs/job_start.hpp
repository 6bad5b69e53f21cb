// Running a command in the shell of a pane: typed only where a shell waits for a command and nothing else is
// typed.
#pragma once

#include <cstddef>
#include <string>

#include "tmux/find/panes.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// What a pane's option is made to hold.
inline constexpr std::size_t kMaxJobCommand = 128 * 1024;

struct JobRequest {
  Pane pane;
  std::string command;  ///< as check_typable() (new_session.hpp) has it
};

struct StartedJob {
  JobId id;
  Cursor before;  ///< where the output stood
};

/// Calls `done` when the shell has begun to run the command. What it does on the way:
///   1. looks: a shell of a known kind must have the terminal and show its prompt, and nobody must have typed
///      for a moment;
///   2. types a line that fetches the command, and proves that it stands there alone (command_line.hpp);
///   3. has tmux press Enter, if nothing has moved since;
///   4. waits for the shell's mark.
/// Errc::refused, with nothing run, if one of these is not so; what was typed is then erased, at cancellation
/// as well. Errc::too_large for a command over kMaxJobCommand.
void start_job(uv::Loop& loop, const Chain& chain, JobRequest request,
               UniqueFunction<void(Result<StartedJob>)> done);

}  // namespace smcp::tmux
