// What has a pane's terminal at the moment: the shell's prompt, a job, or a program that waits for input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace smcp::tmux {

enum class Foreground {
  at_prompt,  ///< the pane's own interactive shell has the terminal and reads a command line
  running,    ///< another program has it; what it does is not known
  waiting,    ///< another program has it, and sleeps until there is input from this terminal
};

/// `pid` is the pane's first process, `tty` its terminal (`pane_tty`), and `command` what tmux says runs
/// there. This looks into /proc. If that shows other processes than tmux's (another pid namespace), only the
/// name of the command decides. The result is `waiting` only if the kernel shows that the program sleeps in a
/// read of the terminal. It shows this only to the same user, and under Yama not even to that user.
[[nodiscard]] Foreground foreground_of(std::int64_t pid, const std::string& tty, std::string_view command);

/// Whether `name`, as in argv[0], is the name of a shell.
[[nodiscard]] bool is_shell_name(std::string_view name);

/// Whether a shell with these arguments (/proc/PID/cmdline, each with its NUL) reads its commands from the
/// terminal, that is, has neither `-c` nor a script.
[[nodiscard]] bool is_interactive_shell(std::string_view arguments);

/// The file descriptor if a process waits for input from only one, without a time limit, according to a line
/// of /proc/PID/syscall, `number arg0 … arg5 sp pc`. Recognises read(), and select() on descriptor 0 only, as
/// readline does it.
[[nodiscard]] std::optional<int> waits_for_input_from(std::string_view line);

/// The number of a terminal's device as in /proc/PID/stat: proc(5), tty_nr.
[[nodiscard]] std::int64_t terminal_number(dev_t device);

}  // namespace smcp::tmux
