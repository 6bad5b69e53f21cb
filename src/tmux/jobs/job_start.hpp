// Running a command in the shell of a pane: it is typed only if a shell waits for a command and nobody else
// types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tmux/find/panes.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Upper bound on a command, in bytes; it is stored in a pane option.
inline constexpr std::size_t kMaxJobCommand = 128 * 1024;

struct JobRequest {
  Pane pane;
  std::string command;  ///< accepted by check_typable() (first_command.hpp)
  /// How long a shell that starts is waited for, beyond the chain's deadline, which is put off meanwhile.
  uv::TimePoint prompt_by{};
  bool history = false;  ///< the command is to be in the shell's history
  bool nested = false;   ///< somebody has seen that a shell waits at its prompt, behind whatever program
  /// The pane was made for it: what tmux shows over it is taken away (uncover(), new_pane.hpp).
  bool is_new = false;
};

struct StartedJob {
  JobId id;
  Cursor before;     ///< where the output ended before anything was typed
  bool far = false;  ///< in a shell that stands still at the end until it is told to go on (look_at_job())
  std::optional<JobLook> ended{};  ///< the look that showed it to have begun, if it has ended as well
};

/// Calls `done` when the shell has begun to run the command. The steps are:
///   1. Look: a shell of a known kind must have the terminal and show its prompt, and nobody may have typed
///      for a moment. It may be any shell that runs in the pane, or one behind a program that carries its terminal
///      (shell/carriers.hpp), if the pane has been quiet and shows what looks like a prompt.
///   2. Type a line that fetches the command, and prove that nothing else is on the line (command_line.hpp).
///   3. Have tmux press Enter, if nothing has moved since.
///   4. Wait for the shell's mark; for a shell that cannot call tmux, give it the command first (far_shell.hpp).
/// Errc::refused, with nothing run, if one of them fails; what was typed is then erased, as it is at
/// cancellation. Errc::too_large for a command over kMaxJobCommand.
void start_job(uv::Loop& loop, const Chain& chain, JobRequest request,
               UniqueFunction<void(Result<StartedJob>)> done);

}  // namespace smcp::tmux
