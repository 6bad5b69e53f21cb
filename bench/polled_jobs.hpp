// The sessions for the benches of polling and waiting, two of which print on demand.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/fd.hpp"
#include "support/private_tmux.hpp"

namespace smcp::bench {

/// A session that prints lines (79 columns) on demand.
struct LongJob {
  std::string name;
  test::Fd feed;    ///< what is written to it is printed
  int printed = 0;  ///< lines so far: line_of(Job::plain, 1 … printed)
};

class PolledJobs {
 public:
  /// Both long jobs have printed at least `lines` lines. The other sessions are jobs, shells that run a
  /// command, and shells at their prompts. Their number affects how long tmux takes for a request, because it
  /// polls every terminal.
  PolledJobs(int lines, std::size_t sessions);

  [[nodiscard]] const test::PrivateTmux& tmux() const { return tmux_; }
  /// Its history has `lines` lines and room for as many again.
  [[nodiscard]] LongJob& with_room() { return with_room_; }
  /// Its history has reached its limit of `lines`: tmux may discard its oldest tenth at any time.
  [[nodiscard]] LongJob& full() { return full_; }
  /// All sessions' names.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The names of the sessions whose shells run a command.
  [[nodiscard]] const std::vector<std::string>& busy_shells() const { return busy_shells_; }

  /// Prints further lines, and waits until tmux has them. Returns the lines as in a capture.
  std::string print(LongJob& job, int count) const;

 private:
  [[nodiscard]] LongJob start_long_job(const std::string& name, int lines, int history);
  void start_job(const std::string& name);
  void start_busy_shell(const std::string& name);
  void start_shell(const std::string& name);

  test::PrivateTmux tmux_;
  std::vector<std::string> names_;
  std::vector<std::string> busy_shells_;
  LongJob with_room_;
  LongJob full_;
};

}  // namespace smcp::bench
