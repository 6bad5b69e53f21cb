// Shells in sessions, and run_command in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

struct TestShell {
  std::string name;
  std::string command;  ///< how it is started, without start-up files
};

/// Those of bash, dash, zsh and fish that this machine has. It prints which are missing.
[[nodiscard]] std::vector<TestShell> shells_here();
/// The same, and rarer shells: the ash of busybox, and mksh. It prints which are missing.
[[nodiscard]] std::vector<TestShell> all_shells_here(const PrivateTmux& tmux);
/// The one of all_shells_here() that has this name; nullopt if it is missing.
[[nodiscard]] std::optional<TestShell> shell_here(const PrivateTmux& tmux, std::string_view name);
[[nodiscard]] inline TestShell bash() {
  return {"bash", "bash --norc --noprofile"};
}

/// `command` with the word LINE replaced.
[[nodiscard]] std::string printing(std::string_view line, std::string command);

/// The answer of run_command or wait_for: the output, if any, and the object about it.
struct JobAnswer {
  std::string text;
  Json about;

  [[nodiscard]] std::string job() const { return about["job"].string(); }
  /// -1 if there is none.
  [[nodiscard]] std::int64_t exit_code() const;
  [[nodiscard]] bool has(std::string_view member) const { return about[member].exists(); }
};

[[nodiscard]] JobAnswer job_answer(const Json& result);

/// A session with one shell, 80×24.
class ShellSession {
 public:
  ShellSession(LiveServer& live, const TestShell& shell, int history = 2000, int width = 80);

  /// run_command with `more` arguments, such as `,"lines":3`.
  [[nodiscard]] JobAnswer run(std::string_view command, std::string_view more = "");
  /// Starts `command`, and returns once the pane shows `line`, which the command prints and the pane has not shown
  /// before.
  [[nodiscard]] JobAnswer begin(const std::string& command, const std::string& line);
  [[nodiscard]] std::string refused(std::string_view command);
  /// wait_for job.
  [[nodiscard]] JobAnswer wait_for(const std::string& job, std::string_view more = "");
  /// Types by tmux itself, in the way of a person's keys.
  void type(const std::string& text) const;
  /// After a job's end, its shell's prompt is still to come; what is typed before it is echoed by the terminal.
  void await_prompt() const;
  /// Types once the prompt is there, and returns when it is shown.
  void type_at_prompt(const std::string& text) const;
  void press(const std::string& key) const;
  [[nodiscard]] std::string screen() const;
  [[nodiscard]] bool shows(const std::string& text) const { return live_.tmux.shows(name_, text); }
  [[nodiscard]] std::string option(const std::string& name) const;
  /// What tmux says about the pane.
  [[nodiscard]] std::string format(const std::string& format) const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  LiveServer& live_;
  std::string name_;
};

}  // namespace smcp::test
