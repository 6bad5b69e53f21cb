// A child process of a test: it is started by argv with exactly the given environment, and killed and reaped
// by pid at the end.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "support/deadline.hpp"
#include "support/fd.hpp"

namespace smcp::test {

using Environment = std::map<std::string, std::string>;

struct ExitStatus {
  int status = 0;  ///< when `signal` is 0
  int signal = 0;

  friend bool operator==(const ExitStatus&, const ExitStatus&) = default;
};

struct ChildOptions {
  std::vector<std::string> argv;  ///< argv[0] is looked up on our own PATH
  Environment environment;
  int input = -1;  ///< descriptors for 0, 1 and 2; -1: /dev/null
  int output = -1;
  int error = -1;
  bool own_terminal = false;  ///< makes `input` the controlling terminal of a new session
};

class Child {
 public:
  explicit Child(const ChildOptions& options);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  /// Sends SIGKILL if it still runs, and reaps it.
  ~Child();

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] bool running();
  /// Gives nothing if it still runs when the time is over.
  std::optional<ExitStatus> wait(milliseconds time = kPatience);
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  Fd ended_;  ///< readable once it has ended
  std::optional<ExitStatus> exit_;
};

struct CommandResult {
  ExitStatus exit;
  std::string output;
  std::string error;
};

/// Runs a command to its end with `input` (small) on its standard input; throws if it takes longer than
/// `time`.
[[nodiscard]] CommandResult run_command(const std::vector<std::string>& argv, const Environment& environment,
                                        const std::string& input = {}, milliseconds time = kPatience);

}  // namespace smcp::test
