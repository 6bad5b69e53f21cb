// What shells are given to run, with `{names}` in the place of what differs from job to job. Pure.
#pragma once

#include <string_view>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

/// How a job runs, whatever its shell:
///
/// A person's shell must outlive every command. Nothing can hold up `exit`, `exec` or a failure under
/// `set -e` in the shell that they end, so a command that may do so (JobPlan::in_copy) runs in a forked copy,
/// `( … )`. What ends the copy ends nothing else, and its status is the job's. A copy that gets to the end of
/// the command writes down what has become different in it: directory, variables, functions, aliases, umask,
/// limits; the shell takes that over through a buffer of tmux's. Every other command runs in the shell
/// itself, where its jobs, descriptors, traps and key bindings belong.
///
/// If one of those ends the shell all the same (a sourced file has an `exit`), a trap tells of the end, and a
/// new shell takes the place of the old one, in the same process.
///
/// All of it works whatever options, IFS, aliases, traps and functions a person has. Names of ours begin with
/// `__smcp_`, and none is left when the job has ended.
struct JobTemplate {
  std::string_view script;        ///< what the typed line evaluates
  std::string_view eval;          ///< its `{eval}`: the command in the shell itself
  std::string_view eval_keeping;  ///< the same, with a command that only sets options (JobPlan)
  std::string_view eval_file;     ///< the same in fish, with what is held up by a file, or needs a copy
  std::string_view copy;          ///< its `{copy}`: what the copy evaluates
  std::string_view copy_eval;     ///< `{source}` of that: the command
  std::string_view copy_source;   ///< the same, with a `return` that ends it (JobPlan)
  std::string_view state = {};    ///< `{state}`
};

/// Parts of scripts: `{start}` leaves the mark of the start behind the token in a variable, or something else
/// if the job is not to run any more; `{end}` tells of the end, with the exit status from a variable.
struct JobMarkParts {
  std::string_view start;
  std::string_view end;
};

[[nodiscard]] const JobTemplate& bash_template();
[[nodiscard]] const JobTemplate& zsh_template();
[[nodiscard]] const JobTemplate& fish_template();
[[nodiscard]] const JobTemplate& posix_template();
[[nodiscard]] const JobMarkParts& job_mark_parts(ShellKind shell);

}  // namespace smcp::tmux
