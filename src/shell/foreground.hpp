// What has a pane's terminal now: the shell's prompt, a job, or something that waits for a line of input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace smcp::tmux {

enum class Foreground {
  at_prompt,  ///< an interactive shell of the pane's own has the terminal and reads a command line
  running,    ///< something else has it; what it does is not known
  waiting,    ///< something else has it, and sleeps until there is input from this very terminal
};

/// The pane's first process, its terminal (`pane_tty`) and what tmux says runs there. Looks into /proc; where
/// that shows other processes than tmux's (another pid namespace), goes by the name of the command alone.
/// Says `waiting` only of what the kernel shows to sleep in a read of the terminal, which it shows to the
/// same user alone, and under Yama not even to that.
[[nodiscard]] Foreground foreground_of(std::int64_t pid, const std::string& tty, std::string_view command);

/// Whether `name`, as in argv[0], is that of a shell.
[[nodiscard]] bool is_shell_name(std::string_view name);

/// Whether a shell with these arguments (/proc/PID/cmdline, each with its NUL) reads its commands from the
/// terminal: neither `-c` nor a script.
[[nodiscard]] bool is_interactive_shell(std::string_view arguments);

/// The file descriptor from which alone a process waits for input, without end: of a line of
/// /proc/PID/syscall, which is `number arg0 … arg5 sp pc`. read(), and select() on the first descriptor
/// alone, as readline does it.
[[nodiscard]] std::optional<int> waits_for_input_from(std::string_view line);

/// A device as /proc/PID/stat writes it: proc(5), tty_nr.
[[nodiscard]] std::int64_t terminal_number(dev_t device);

}  // namespace smcp::tmux
