// A private tmux for a test: its socket, home and shell settings are in a fresh directory. The user's tmux is
// never touched.
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "support/child.hpp"
#include "support/far_user.hpp"
#include "support/temp_dir.hpp"
#include "support/witness.hpp"

namespace smcp::test {

/// The letter of "3.1c" is ignored.
struct TmuxVersion {
  int major = 0;
  int minor = 0;

  friend auto operator<=>(const TmuxVersion&, const TmuxVersion&) = default;
};

class PrivateTmux {
 public:
  /// Its server, and all that runs in it, is `owner`'s.
  explicit PrivateTmux(const FarUser* owner = far_user());
  PrivateTmux(const PrivateTmux&) = delete;
  PrivateTmux& operator=(const PrivateTmux&) = delete;
  /// Ends every server that has its socket in the directory, and waits until it is gone.
  ~PrivateTmux();

  /// The environment of the server under test and of tmux: only what the official SDK passes on, and
  /// TMUX_TMPDIR.
  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] const std::string& socket() const { return socket_; }
  /// A file in the directory, which is also the home.
  [[nodiscard]] std::string operator/(std::string_view name) const { return dir_ / name; }

  [[nodiscard]] CommandResult run(const std::vector<std::string>& arguments) const;
  /// Like run(), for a command that must succeed; returns its output without the final newline. Throws
  /// std::runtime_error with tmux's message.
  std::string must(std::vector<std::string> arguments) const;

  /// Starts a detached session of 80×24 with `history` lines that runs `script` in sh and then stays open.
  void start_job(const std::string& name, const std::string& script, int history = 2000) const;
  /// Waits until the visible part of the session's first pane contains `text`.
  [[nodiscard]] bool shows(const std::string& name, const std::string& text) const;
  /// Everything that a session shows and remembers, and its identity, to check that it was left alone.
  [[nodiscard]] std::string fingerprint(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> session_names() const;
  /// For the differences between tmux versions in docs/tmux-versions.md. "next-3.9" counts as 3.9.
  [[nodiscard]] TmuxVersion version() const;
  /// 0 if no server runs.
  [[nodiscard]] pid_t server_pid() const;
  /// The command line of this tmux.
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& arguments) const;

 private:
  /// What each pane shows, for whoever reads that a test failed.
  [[nodiscard]] std::string account() const;

  const FarUser* owner_;
  Fd lifeline_;  ///< closed last, when there is nothing left for the guard to do
  TempDir dir_;
  Environment environment_;
  std::string socket_;
  mutable int jobs_ = 0;
  Witness witness_{[this] { return account(); }};
};

/// A person at a terminal, who is attached to the session once the constructor has returned.
class AttachedClient {
 public:
  AttachedClient(const PrivateTmux& tmux, const std::string& session);

  /// Types at the keyboard.
  void type(std::string_view keys);

 private:
  /// Reads what was drawn, since a terminal that nobody reads would stop the client.
  void look() const;

  std::size_t clients_before_;
  FdPair terminal_;
  Child child_;
};

/// Stops a process (SIGSTOP), and continues it at the latest when destroyed.
class Stopped {
 public:
  explicit Stopped(pid_t pid);
  Stopped(const Stopped&) = delete;
  Stopped& operator=(const Stopped&) = delete;
  ~Stopped();

 private:
  pid_t pid_;
};

}  // namespace smcp::test
