// What a command's words say about how it has to be run (see job_templates.hpp). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

struct JobPlan {
  /// It may end the shell that runs it, or leave options behind that do so later: it has a word such as
  /// `exit`, `exec`, `trap` or `set -e`, wherever that stands (also in quotes, which may be evaluated). It
  /// need not come to that: a copy runs any command.
  bool in_copy = false;
  /// It may kill the very process of the shell (`kill -9 $$`), against which there is no help: the pane is to
  /// stay, dead, with the output in it.
  bool kills_shell = false;
  /// It does nothing but set options (`set -o vi`, `setopt …`, `shopt …`): those are to stay.
  bool keeps_options = false;
  /// It may `return` outside of a function, to where a sourced file would return to; in fish, that is where
  /// `exit` leads as well.
  bool returns = false;
  /// It may make PROMPT_COMMAND read-only, so that nothing of ours must be in there (bash).
  bool locks_prompt_command = false;

  struct Function {
    std::string name;
    std::string text;  ///< `name() { … }`
    bool operator==(const Function&) const = default;
  };
  /// The functions that it defines, as they are written there: not every shell can print its own.
  std::vector<Function> functions = {};

  bool operator==(const JobPlan&) const = default;
};

/// The words of a function's body count only if the command may call it, for its name stands somewhere else
/// as well. What cannot be seen in the words (a sourced file, an alias) is left to the templates' trap.
[[nodiscard]] JobPlan plan_job(ShellKind shell, std::string_view command);

}  // namespace smcp::tmux
