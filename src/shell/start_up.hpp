// Telling a shell that starts from one that runs something.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "shell/process_view.hpp"

namespace smcp::shell {

/// How long start-up files may take (conda, nvm and pyenv take seconds each): an older shell has been at its prompt.
inline constexpr std::chrono::seconds kStartUpTime{60};

/// Whether a pane's first process is an interactive shell that may still run its start-up files. From outside that
/// looks like a program that somebody has started at its prompt, so that the shell's age decides, and whether the
/// terminal is as a new one is: nobody has taken it over, and nobody reads from it. False if it cannot be seen.
[[nodiscard]] bool may_run_start_up_files(const ProcessView& processes, std::int64_t pid,
                                          const std::string& tty);

}  // namespace smcp::shell
