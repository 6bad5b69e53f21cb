#include "tmux/jobs/job_script.hpp"

#include <algorithm>
#include <array>

#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/job_plan.hpp"
#include "tmux/jobs/job_templates.hpp"
#include "tmux/jobs/script_values.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

/// How often the shell asks tmux before it gives up; each attempt takes two milliseconds or more.
constexpr std::string_view kMostTries = "200";

/// The message to the user when a command has ended the shell all the same.
constexpr std::string_view kReplaced =
    "sessions-mcp: the command ended this shell; a new one takes its place";

std::string replace_all(std::string_view text, char what, std::string_view by) {
  std::string result;
  for (const char c : text) {
    if (c == what) {
      result += by;
    } else {
      result.push_back(c);
    }
  }
  return result;
}

std::string shell_string(ShellKind shell, std::string_view text) {
  if (shell != ShellKind::fish) return "'" + replace_all(text, '\'', R"('\'')") + "'";
  return "'" + replace_all(replace_all(text, '\\', R"(\\)"), '\'', R"(\')") + "'";
}

/// The tmux command for the beginning. The mark, if it is known, and a quote follow it.
constexpr std::string_view kBegin =
    "set-option -pu -t {pane} {option} ; set-option -pu -t {pane} {typing_option} ; {kept}"
    "set-option -pF -t {pane} {start_option} \"{token} ";

/// True if we pressed Enter, with the whole script stored, and have not given up meanwhile; false also if tmux
/// has not come to an end with it (in_time()).
constexpr std::string_view kWanted =
    "#{&&:#{&&:#{==:{typing_token},{token}},#{==:{job_token},{token}}},#{!=:1,}}";

const JobTemplate& template_for(ShellKind shell) {
  switch (shell) {
    case ShellKind::bash:
      return bash_template();
    case ShellKind::zsh:
      return zsh_template();
    case ShellKind::fish:
      return fish_template();
    case ShellKind::posix:
      break;
  }
  return posix_template();
}

/// A prefix that bypasses aliases and functions.
std::string_view to_builtin(ShellKind shell) {
  return shell == ShellKind::posix ? "\\command " : "\\builtin ";
}

/// A call of tmux_command() that bypasses an alias and, where possible, a function called `command`.
std::string past_names(ShellKind shell, std::string_view tmux) {
  const bool by_path = tmux.starts_with("command ") && shell != ShellKind::fish;
  const std::string_view prefix = !by_path ? "" : shell == ShellKind::bash ? "\\builtin " : "\\";
  return std::string(prefix) + std::string(tmux);
}

/// A bash expression for the names of all variables.
std::string all_names() {
  std::string names;
  for (const char c : std::string_view("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    names += std::string(names.empty() ? "" : " ") + "\"${!" + c + "@}\"";
  return names;
}

std::string digit(bool value) {
  return value ? "1" : "0";
}

/// A format: the token with which an option begins.
std::string token_of(std::string_view option) {
  return "#{" + beginning_of(option, kJobTokenSize) + "}";
}

/// Adds the command to the history; fish can do that from 4.0 on.
std::string_view into_history(ShellKind shell) {
  switch (shell) {
    case ShellKind::bash:
      return "\\builtin history -s -- \"$__smcp_c\"\n";
    case ShellKind::zsh:
      return "\\builtin print -sr -- \"$__smcp_c\"\n";
    case ShellKind::fish:
      return "builtin history append -- $__smcp_c 2>/dev/null\n";
    case ShellKind::posix:
      break;
  }
  return "";
}

/// A prefix by which a program is called even if an alias or a function has its name.
std::string_view to_program(ShellKind shell) {
  if (shell == ShellKind::fish) return "command ";
  return shell == ShellKind::bash ? "\\builtin command " : "\\command ";
}

/// Calls that print those of the functions that are defined by then.
std::string functions_of(const JobPlan& plan) {
  std::string calls;
  for (const auto& [name, text] : plan.functions)
    calls += "__smcp_function " + name + " " + shell_string(ShellKind::posix, text) + "\n";
  return calls;
}

/// The values that are the same in all parts of a script.
ScriptValues values_of(ShellKind shell, const JobId& id, const JobPlan& plan) {
  return {{"token", id.token},
          {"option", job_option::script(id)},
          {"typed_end", std::string(kTypedEnd)},
          {"b", std::string(to_builtin(shell))},
          {"c", std::string(to_program(shell))},
          {"names", all_names()},
          {"functions", functions_of(plan)},
          {"replaced", std::string(kReplaced)},
          {"in_copy", digit(plan.in_copy)},
          {"careful", digit(!plan.keeps_options)},
          {"keeps", digit(plan.keeps_options)},
          {"comments", digit(plan.comments_inside)},
          {"hook", digit(!plan.locks_prompt_command)}};
}

/// What a shell needs that calls tmux.
ScriptValues near_values(const JobId& id, const std::string& tmux, const JobPlan& plan) {
  const std::string pane = id.pane.text();
  return {{"mark", JobMark::format()},
          {"tries", std::string(kMostTries)},
          {"tmux", tmux},
          {"pane", pane},
          {"typing_option", std::string(job_option::kTyping)},
          {"start_option", std::string(job_option::kStart)},
          {"end_option", std::string(job_option::kEnd)},
          {"typing_token", token_of(job_option::kTyping)},
          {"job_token", std::string(kNewestToken)},
          {"end_token", token_of(job_option::kEnd)},
          {"buffer", job_buffer(id)},
          {"kept", plan.kills_shell ? "set-option -p -t " + pane + " remain-on-exit on ; " : ""},
          {"unkept", plan.kills_shell ? " ; set-option -pu -t " + pane + " remain-on-exit" : ""}};
}

std::string filled(ShellKind shell, const JobPlan& plan, const JobWayParts& parts, ScriptValues values,
                   std::string_view command) {
  const JobTemplate& templates = template_for(shell);
  const auto add = [&values](std::string_view name, std::string_view part) {
    values[name] = fill(part, values);
  };
  add("start", parts.start);
  add("end", parts.end);
  add("take", parts.take);
  add("keep", parts.keep);
  add("told", parts.told);
  add("leave", plan.leaves ? far_parts(shell).leave : parts.leave);
  add("state", templates.state);
  add("source", plan.returns ? templates.copy_source : templates.copy_eval);
  values["copy"] = shell_string(shell, fill(templates.copy, values));
  const bool from_file = shell == ShellKind::fish && (plan.returns || plan.in_copy);
  add("eval", plan.keeps_options ? templates.eval_keeping : from_file ? templates.eval_file : templates.eval);
  values["command"] = shell_string(shell, command);
  return fill(templates.script, values);
}

}  // namespace

std::string tmux_command(std::string_view server_program, std::int64_t server_pid) {
  constexpr std::string_view kDeleted = " (deleted)";
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
  const bool replaced = server_program.ends_with(kDeleted);
  if (replaced) server_program.remove_suffix(kDeleted.size());
  const bool is_tmux = server_program.starts_with('/') && server_program.ends_with("/tmux");
  if (is_tmux && replaced) return "/proc/" + std::to_string(server_pid) + "/exe";
  const bool plain = server_program.find_first_not_of(kPlain) == std::string_view::npos;
  return is_tmux && plain ? std::string(server_program) : "command tmux";
}

std::string typed_line(ShellKind shell, const JobId& id, std::string_view tmux) {
  const std::string fetch =
      past_names(shell, tmux) + " -u show -pqvt " + id.pane.text() + " " + job_option::script(id);
  if (shell == ShellKind::fish) return " builtin eval (" + fetch + std::string(kTypedEndOfFish);
  // In POSIX shells, the special builtin `eval` takes precedence over functions.
  return std::string(shell == ShellKind::posix ? " \\eval" : " \\builtin eval") + " \"$(" + fetch +
         std::string(kTypedEnd);
}

std::string job_script(ShellKind shell, const JobId& id, const TmuxCall& tmux, std::string_view command,
                       JobWish wish) {
  const JobPlan plan = plan_job(shell, command, wish.inside);
  ScriptValues values = values_of(shell, id, plan);
  values["history"] = wish.history ? into_history(shell) : "";
  values["space"] = wish.history ? "" : " ";
  values.merge(
      near_values(id, past_names(shell, tmux.command) + " -S " + shell_string(shell, tmux.socket), plan));
  values["shown"] = shell_string(shell, summary_of(command));
  values["wanted"] = fill(kWanted, values);
  values["begin"] = fill(kBegin, values);
  return filled(shell, plan, near_parts(shell), std::move(values), command);
}

std::string far_job_script(ShellKind shell, const JobId& id, std::string_view path, std::string_view command,
                           bool history) {
  const JobPlan plan = plan_job(shell, command, true);
  ScriptValues values = values_of(shell, id, plan);
  values["history"] = history ? into_history(shell) : "";
  values["space"] = history ? "" : " ";
  values["path"] = far_path(path);
  values["end_program"] = shell_string(shell, far_end_program(path));
  return filled(shell, plan, far_parts(shell), std::move(values), command);
}

}  // namespace smcp::tmux
