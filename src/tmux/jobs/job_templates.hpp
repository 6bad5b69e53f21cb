// The scripts that shells run, with `{names}` in place of what differs from job to job. Pure.
#pragma once

#include <string_view>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

/// How a job runs, whatever its shell:
///
/// The user's shell must survive every command. Nothing can prevent `exit`, `exec` or a failure under `set
/// -e` from ending the shell that runs them. So a command that may contain them (JobPlan::in_copy) runs in a
/// forked copy, `( … )`. What ends the copy ends nothing else, and the copy's exit status is the job's. A
/// copy that reaches the end of the command writes down what has changed in it: directory, variables,
/// functions, aliases, umask, limits. The shell adopts these changes through a tmux buffer. Every other
/// command runs in the shell itself, where its jobs, descriptors, traps and key bindings belong.
///
/// If such a command ends the shell all the same (because a sourced file contains `exit`), a trap reports the
/// end, and a new shell replaces the old one in the same process.
///
/// All of this works with any options, IFS, aliases, traps and functions of the user. Our names begin with
/// `__smcp_`, and none is left when the job has ended.
struct JobTemplate {
  std::string_view script;        ///< the script that the typed line evaluates
  std::string_view eval;          ///< its `{eval}`: runs the command in the shell itself
  std::string_view eval_keeping;  ///< the same for a command that only sets options (JobPlan)
  std::string_view eval_file;     ///< the same in fish, for a command that may `exit` or needs a copy
  std::string_view copy;          ///< its `{copy}`: the script that the copy evaluates
  std::string_view copy_eval;     ///< `{source}` of that: runs the command
  std::string_view copy_source;   ///< the same for a command that may `return` (JobPlan)
  std::string_view state = {};    ///< `{state}`
};

/// Parts of scripts that differ by how the shell tells us things: by tmux, or by its terminal (far_shell.hpp).
struct JobWayParts {
  /// Sets a variable to the token and more, or to something else if the job is no longer to run.
  std::string_view start;
  /// Reports the end, with the exit status from a variable.
  std::string_view end;
  /// Prints what a copy of the shell has kept, and removes it; and keeps what it reads.
  std::string_view take;
  std::string_view keep;
  /// Prints `x` and the token if the end has been reported, and else another word.
  std::string_view told;
  /// What follows the report of the end of a shell that ends: nothing, if another one is to take its place.
  std::string_view leave;
};

[[nodiscard]] const JobTemplate& bash_template();
[[nodiscard]] const JobTemplate& zsh_template();
[[nodiscard]] const JobTemplate& fish_template();
[[nodiscard]] const JobTemplate& posix_template();
[[nodiscard]] const JobWayParts& near_parts(ShellKind shell);
[[nodiscard]] const JobWayParts& far_parts(ShellKind shell);

}  // namespace smcp::tmux
