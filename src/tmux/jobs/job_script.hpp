// What is typed into a shell to run a command, and what the shell then runs. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shell/shells.hpp"
#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

using shell::ShellKind;

/// How a shell is to call the tmux that its server is, by the path of the server's program; the shell's PATH
/// may have none, or one of another version, which cannot talk to it. A program that was replaced meanwhile
/// is found in /proc. What is no such path leads to the one on PATH (past aliases and functions of the name).
[[nodiscard]] std::string tmux_command(std::string_view server_program, std::int64_t server_pid);

/// How a job talks to its server, whatever has become of $TMUX.
struct TmuxCall {
  std::string command;  ///< as of tmux_command()
  std::string socket;   ///< path
};

/// The one line that is typed, printable ASCII. It begins with a space, for the shells that then leave it out
/// of their history, and evaluates what it fetches from an option of the pane: nothing of the command needs
/// quoting for a line editor. It contains job_option::script(), by which the line is found on the screen
/// again. Aliases and functions called `eval` do not get it.
[[nodiscard]] std::string typed_line(ShellKind shell, const JobId& id, std::string_view tmux);

/// What the option holds. If the job is still wanted (job_option::kTyping), it tells tmux in the same step
/// where the command's output begins, runs the command, in the shell itself or in a copy (job_templates.hpp),
/// and tells tmux its exit status and where its output ends. A mark is made only after tmux has read all that
/// was printed before it: the one at the start when the cursor is no longer at `typed` (where the typed line
/// ends) but in the first column; the one at the end when tmux has seen an escape sequence that is printed
/// last. (It switches on an encoding of mouse reports that nobody uses, and off again: terminal modes are
/// what tmux tells of and nobody sees.) What ends half-way in a line gets its newline before the prompt.
[[nodiscard]] std::string job_script(ShellKind shell, const JobId& id, const TmuxCall& tmux,
                                     std::string_view command, const PaneState& typed);

}  // namespace smcp::tmux
