// Deciding by a command's words how it has to be run (see job_templates.hpp). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

struct JobPlan {
  /// The command may end the shell that runs it, or set options that end it later: it contains a word such as
  /// `exit`, `exec`, `trap` or `set -e` anywhere (also in quotes, since quoted text may be evaluated). A
  /// false alarm does no harm, because a copy can run any command.
  bool in_copy = false;
  /// It may kill the shell's own process (`kill -9 $$`), which cannot be prevented: the dead pane is to
  /// remain, with the output in it.
  bool kills_shell = false;
  /// It only sets options (`set -o vi`, `setopt …`, `shopt …`), which are to stay set.
  bool keeps_options = false;
  /// It is to end the shell, which is one inside of another (leaves_shell()).
  bool leaves = false;
  /// It may `return` outside of a function, as from a sourced file; in fish, `exit` does the same.
  bool returns = false;
  /// It may make PROMPT_COMMAND read-only, so that we must not put anything into it (bash).
  bool locks_prompt_command = false;
  /// There may be a comment in a `$(…)` or the like, which an interactive zsh takes for one only if it is told to.
  bool comments_inside = false;

  struct Function {
    std::string name;
    std::string text;  ///< `name() { … }`
    bool operator==(const Function&) const = default;
  };
  /// The functions that it defines, as written in it, because not every shell can print its functions.
  std::vector<Function> functions = {};

  bool operator==(const JobPlan&) const = default;
};

/// The words of a function's body count only if the command may call the function, that is, if its name
/// occurs elsewhere, too. What the words do not show (a sourced file, an alias) is left to the templates'
/// trap. `inside`: the shell runs inside another one.
[[nodiscard]] JobPlan plan_job(ShellKind shell, std::string_view command, bool inside = false);

/// Whether the command is `exit` or `logout`, with a status or none, and nothing else. In a shell that runs inside
/// another one that ends the shell; anywhere else, only the command.
[[nodiscard]] bool leaves_shell(std::string_view command);
/// Whether this was such a command, in such a shell; as far as `look` remembers it.
[[nodiscard]] bool has_left_shell(const JobLook& look, const JobId& id);

}  // namespace smcp::tmux
