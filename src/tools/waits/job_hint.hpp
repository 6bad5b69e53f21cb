// What the answer of a call advises whose job waits for input.
#pragma once

#include <string_view>

#include "shell/process_view.hpp"
#include "tmux/jobs/job.hpp"

namespace smcp::tools {

/// What the answer says when a shell behind a program is lost with that.
inline constexpr std::string_view kLostShellHint =
    "the program around the shell has ended: the command may still run there, and how it ends is not known. "
    "The text is "
    "all that came since the start";

/// Whether a shell that is not the job's own has the pane's terminal.
[[nodiscard]] bool is_shell_inside(const shell::ProcessView& processes, const tmux::JobLook& look,
                                   const tmux::PaneState& state);

/// Whether a shell that is not the job's own has the pane's terminal and is at its prompt for certain: one that the job
/// has started, with a line editor of its own.
[[nodiscard]] bool is_inner_shell_ready(const shell::ProcessView& processes, const tmux::JobLook& look,
                                        const tmux::PaneState& state);

/// What is asked in a job's pane, seen when it was seen that something is.
struct JobQuestion {
  bool hidden = false;        ///< the terminal does not show what is typed: it would be a secret
  bool shell_ready = false;   ///< is_inner_shell_ready()
  bool may_be_shell = false;  ///< perhaps a shell that is not the job's own: its last line tells
};
[[nodiscard]] JobQuestion question_in(const shell::ProcessView& processes, const tmux::JobLook& look,
                                      const tmux::PaneState& state);

/// `last`: the last line that the pane shows.
[[nodiscard]] std::string_view waiting_hint(const JobQuestion& question, std::string_view last);

}  // namespace smcp::tools
