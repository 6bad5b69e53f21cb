// What the proc file system tells of a process's sleep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "shell/input_wait.hpp"

namespace smcp::shell {

/// Of the process whose folder in /proc is `process`, and whose controlling terminal is that of this number. Of the
/// fields of Sleep only those that count are found out.
///
/// A process of several threads waits for the terminal if its first thread does, or if another one does while all the
/// rest wait for each other: then nothing can happen before somebody has answered. (A thread that passes on what is
/// typed, as `docker run -i` has it, always reads.)
[[nodiscard]] Sleep sleep_of(const std::string& process, std::int64_t terminal);

// Parts of it, for tests; see proc(5).

/// A system call that waits for input.
struct InputCall {
  enum class Kind { reads, selects, polls };
  Kind kind = Kind::reads;
  std::uint64_t fds = 0;    ///< the descriptor; where the set of them is in memory; where the array is
  std::uint64_t count = 0;  ///< of the set or array
  bool ends = false;        ///< when a time is up
};
/// Of a line of /proc/PID/syscall, which is `number arg0 … arg5 sp pc`.
[[nodiscard]] std::optional<InputCall> parse_input_call(std::string_view line);

/// Whether a line of /proc/PID/syscall is that of a 32-bit program under a 64-bit kernel, whose calls have other numbers:
/// its stack is in the first 4 GiB.
[[nodiscard]] bool is_foreign_call(std::string_view line);

/// Of /proc/PID/wchan.
[[nodiscard]] Sleep::Channel parse_wait_channel(std::string_view name);

/// A device as /proc/PID/stat writes it: tty_nr.
[[nodiscard]] std::int64_t number_of_device(dev_t device);

}  // namespace smcp::shell
