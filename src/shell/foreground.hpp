// What has a pane's terminal now: the shell's prompt, a job, or something that waits for a line of input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shell/process_view.hpp"

namespace smcp::shell {

enum class Foreground {
  at_prompt,  ///< an interactive shell of the pane's own has the terminal and reads a command line
  running,    ///< something else has it; what it does is not known
  waiting,    ///< something else has it, and sleeps until there is input from this very terminal
};

/// Of a pane's first process and its terminal (`pane_tty`). Nothing where the view does not show the process
/// on this terminal: it is another machine's, or another pid namespace's. Says `waiting` only of what the
/// kernel shows to wait for the terminal (input_wait.hpp).
[[nodiscard]] std::optional<Foreground> seen_foreground(const ProcessView& processes, std::int64_t pid,
                                                        const std::string& tty);

/// The same, and where nothing is to be seen, by the name of what tmux says runs there.
[[nodiscard]] Foreground foreground_of(const ProcessView& processes, std::int64_t pid, const std::string& tty,
                                       std::string_view command);

/// How the terminal takes input, if it could belong to a shell that has just started and waits for a command:
/// its line editor has taken the terminal over, or, of a shell without one and of what cannot be seen, it
/// sleeps and has the terminal. Whether the prompt has been drawn is not for this to know.
[[nodiscard]] std::optional<LineMode> ready_line_mode(const ProcessView& processes, std::int64_t pid,
                                                      const std::string& tty);

}  // namespace smcp::shell
