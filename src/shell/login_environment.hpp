// What a login shell of the user's makes of a poor environment, such as the one that a graphical launcher or
// an MCP client gives us.
//
// The shell is started as login(1) starts it, by a `-` before its name, which every shell understands, and runs
// one command that every shell understands: it prints a token, and becomes `env cat /proc/self/environ`. What
// start-up files print comes before the token; aliases and functions of theirs change neither word, no logout
// file runs, and nothing depends on GNU's `env -0`.
//
// It is no interactive shell. What only interactive start-up files set (.bashrc, .zshrc) comes back in each
// pane, whose shell reads them again; and here, with no terminal, they may wait for keys, start a terminal
// multiplexer, or take seconds.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"

namespace smcp::shell {

/// Who the user is, by the system's table of users.
struct Account {
  std::string name;
  std::string home;
  std::string shell;

  /// Of this process; empty where the table does not have it.
  [[nodiscard]] static Account own();
};

/// How a login shell is asked.
struct LoginShell {
  std::string program;                   ///< a path; empty if the user has none
  std::vector<std::string> environment;  ///< what it starts with

  /// $SHELL if that can be run, otherwise the account's. It gets `environment`, with what login(1) would set
  /// (HOME, USER, LOGNAME, SHELL) where that is missing.
  [[nodiscard]] static LoginShell of(const std::vector<std::string>& environment, const Account& account);
};

/// The environment in what the shell has printed; nothing unless the token and a variable are there. Left out is
/// what belongs to that one shell: PWD, OLDPWD, SHLVL and _.
[[nodiscard]] std::optional<std::vector<std::string>> parse_environment(std::string_view printed,
                                                                        std::string_view token);

/// One question. Destroying it ends the shell, with all that it has started in its process group.
class LoginEnvironment {
 public:
  /// How long start-up files may take. A login shell without a terminal takes milliseconds, and most calls may
  /// take ten seconds, of which the session's own shell needs its part.
  static constexpr std::chrono::milliseconds kTimeAllowed{3'000};
  /// Upper bound on what is kept of its output, in bytes. An environment of more could hardly start a program:
  /// Linux gives arguments and environment 2 MiB together by default.
  static constexpr std::size_t kMaxPrinted = 2 * 1024 * 1024;

  /// An Error tells, as part of a sentence, why there is none.
  using Done = UniqueFunction<void(Result<std::vector<std::string>>)>;

  /// `done` is called once, never from within the constructor, and may destroy this.
  LoginEnvironment(uv::Loop& loop, LoginShell shell, Done done);
  LoginEnvironment(const LoginEnvironment&) = delete;
  LoginEnvironment& operator=(const LoginEnvironment&) = delete;

 private:
  void start(uv::Loop& loop, LoginShell shell);
  void keep(std::string_view bytes);
  void exited(uv::ProcessExit exit);
  void finish(Result<std::vector<std::string>> result);

  std::string token_;
  std::string program_;
  std::string printed_;
  bool too_much_ = false;
  std::optional<Error> not_started_;
  std::unique_ptr<uv::Process> process_;
  Done done_;
  uv::Timer limit_;
};

}  // namespace smcp::shell
