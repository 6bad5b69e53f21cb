// What one look at another machine (far_look_script.hpp) has shown of terminals and of processes. Pure.
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
    std::vector<std::string> environment;  ///< TMUX and TMUX_PANE, as "NAME=value", if all were looked at
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

/// Reads what look_function() answers. What makes no sense is left out, as if it had not been seen. `same_calls`: whether
/// the numbers of system calls there are those of this machine.
[[nodiscard]] FarSight parse_look(std::string_view answer, bool same_calls);

}  // namespace smcp::tmux
