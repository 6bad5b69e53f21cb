// What one look at another machine has shown of terminals and of what has them: the script that looks, and its answer.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/input_wait.hpp"
#include "shell/line_mode.hpp"
#include "shell/process_state.hpp"

namespace smcp::tmux {

struct FarSight {
  struct Process {
    std::int64_t pid = 0;
    shell::ProcessState state;
    std::string arguments;  ///< of who leads the session or the group in front; each with its NUL
    shell::Sleep sleep;     ///< of those that are in the group in front
  };
  struct Terminal {
    std::string tty;
    std::int64_t number = 0;
    std::optional<shell::TerminalModes> modes;
  };

  std::vector<Process> processes;
  std::vector<Terminal> terminals;

  /// Null if it has not been seen.
  [[nodiscard]] const Process* process(std::int64_t pid) const;
  [[nodiscard]] const Terminal* terminal(std::string_view tty) const;
};

/// Upper bound on the terminals of one look: each costs two processes there. No more are looked at.
inline constexpr std::size_t kMaxLookedAt = 256;

/// The sh function that does it, `v TTY…`, for a sh that knows `m` (far_facts.hpp). It writes nothing and starts ls, grep,
/// dd, tr and stty; where there is no /proc, ps.
[[nodiscard]] std::string_view look_function();
/// The script that calls it; "" if none of these is the path of a terminal.
[[nodiscard]] std::string look_script(const std::vector<std::string>& ttys);

/// Reads what it has answered. What makes no sense is left out, as if it had not been seen. `same_calls`: whether the
/// numbers of system calls there are those of this machine.
[[nodiscard]] FarSight parse_look(std::string_view answer, bool same_calls);

}  // namespace smcp::tmux
