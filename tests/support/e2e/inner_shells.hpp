// Shells inside a shell: nested, behind a program, as another user, or with files of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "support/e2e/job_shells.hpp"

namespace smcp::test {

// Their names, for tables of tests.
struct Bash {
  static constexpr const char* kName = "bash";
};
struct Zsh {
  static constexpr const char* kName = "zsh";
};
struct Fish {
  static constexpr const char* kName = "fish";
};
struct Dash {
  static constexpr const char* kName = "dash";
};
struct Ash {
  static constexpr const char* kName = "ash";
};

/// What is typed so that the program with this path runs inside.
using WayIn = std::function<std::string(const std::string& program)>;

/// Whether this is root, whom a way of this name takes; if not, it prints so.
[[nodiscard]] bool may_be_root(std::string_view way);

/// The way to another user, which takes root.
[[nodiscard]] std::string as_other_user(const std::string& program);
/// The way through a terminal of its own.
[[nodiscard]] std::string behind_script(const std::string& program);

/// What every prompt of an inner shell looks like.
inline constexpr std::string_view kInnerPrompt = "in$";

/// A session with bash in which another shell has been started, and waits at its prompt.
class InnerShell {
 public:
  /// `shell` is started by a program that anybody may run, and which sets its prompt.
  InnerShell(LiveServer& live, const TestShell& shell, const WayIn& way_in, int history = 8000);
  /// The same with a folder of its own as the root of its files, in which there is nothing but busybox.
  [[nodiscard]] static std::string in_other_root(const PrivateTmux& tmux);

  [[nodiscard]] ShellSession& session() { return outer_; }
  [[nodiscard]] const ShellSession& session() const { return outer_; }
  /// The name of the inner shell.
  [[nodiscard]] const std::string& shell() const { return shell_; }
  /// Whether the last line is the inner prompt, with nothing behind it.
  [[nodiscard]] bool prompts() const;
  void await_prompt() const;

 private:
  std::string shell_;
  ShellSession outer_;
};

}  // namespace smcp::test
