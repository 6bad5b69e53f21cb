// What /proc on another machine tells of a process's sleep. Pure.
#pragma once

#include <string>

#include "shell/input_wait.hpp"
#include "shell/process_state.hpp"

namespace smcp::tmux {

/// Whatever is "" was not readable.
struct SeenSleep {
  std::string call;     ///< /proc/PID/syscall
  std::string channel;  ///< /proc/PID/wchan
  /// What is open and can be waited for, as "FD:KIND …": MAJOR,MINOR of a character device, p for a pipe, and ? for
  /// anything else.
  std::string descriptors;
};

/// Less than shell/local_sleep.hpp finds out of a process here: its memory and its other threads are not looked at, and
/// whatever could be waited for counts as if it were. `same_calls`: see parse_look().
[[nodiscard]] shell::Sleep judge_sleep(const SeenSleep& seen, const shell::ProcessState& process,
                                       bool same_calls);

}  // namespace smcp::tmux
