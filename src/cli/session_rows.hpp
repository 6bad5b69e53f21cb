// What `sessions` says of each session, and which of them may be killed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/session_filter.hpp"
#include "cli/text_table.hpp"
#include "shell/process_view.hpp"
#include "tmux/status/sessions_at_work.hpp"

namespace smcp::cli {

/// Upper bound on the programs that are named for one session; of more, the number is told.
inline constexpr std::size_t kMaxShownPrograms = 3;
/// Upper bound on each of their names, in characters: a program may call itself anything.
inline constexpr std::size_t kMaxShownProgram = 30;

/// What runs in the panes of a session, each once: the program in the foreground of each where that is not a shell at
/// its prompt; "a job" where only a command of run_command is not known to have ended. None: all wait for a command.
[[nodiscard]] std::vector<std::string> running_in(const shell::ProcessView& processes,
                                                  const tmux::SessionAtWork& session);

/// The heads of the columns.
[[nodiscard]] TextRow session_head();
/// Name, maker, age, idle time, what runs, whether somebody is attached. `now`: seconds since 1970. No field drives a
/// terminal, or breaks a line.
[[nodiscard]] TextRow session_row(const tmux::SessionAtWork& session, const std::vector<std::string>& running,
                                  std::int64_t now);

/// Whether it is one of those. `now` as above.
[[nodiscard]] bool fits(const SessionFilter& filter, const tmux::SessionAtWork& session, std::int64_t now);

/// Why it must not be killed, as the end of a sentence about it; "" if it may. `home`: this program itself runs in it,
/// which nothing overrules. `force` overrules the rest.
[[nodiscard]] std::string kept_because(const tmux::SessionAtWork& session,
                                       const std::vector<std::string>& running, bool home, bool force);

/// `text` in one line that drives no terminal.
[[nodiscard]] std::string in_one_line(std::string text);

}  // namespace smcp::cli
