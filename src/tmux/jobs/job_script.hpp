// The line that is typed into a shell to run a command, and the script that the shell then runs. Pure.
#pragma once

#include <string>
#include <string_view>

#include "shell/shells.hpp"
#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

using shell::ShellKind;

/// How a shell is to call the same tmux as its server, by the path of the server's program: on the shell's
/// PATH there may be no tmux, or one of another version, which cannot talk to the server. A program that was
/// replaced meanwhile is found in /proc. If the path is not usable, this is the tmux on PATH (not an alias or
/// function of that name).
[[nodiscard]] std::string tmux_command(std::string_view server_program, std::int64_t server_pid);

/// How a job talks to its server, even if $TMUX has been changed.
struct TmuxCall {
  std::string command;  ///< from tmux_command()
  std::string socket;   ///< the socket's path
};

/// The single line that is typed, in printable ASCII. It begins with a space, so that shells which support
/// that keep it out of their history. It fetches the script from a pane option and evaluates it, so that
/// nothing in the command needs quoting for a line editor. It contains job_option::script(), by which it is
/// found on the screen. Aliases and functions called `eval` do not affect it.
[[nodiscard]] std::string typed_line(ShellKind shell, const JobId& id, std::string_view tmux);

/// The script that the option holds. It first prints the command, dim, below the typed line, so that a person sees
/// what runs. If the job is still wanted (job_option::kTyping), it stores in tmux, in the same step as that check,
/// where the command's output begins. It then runs the command, in the shell itself or in a copy
/// (job_templates.hpp), and stores the exit status and where the output ends. A mark is made only after tmux has
/// read everything printed before it: when it has seen an escape sequence that is printed last. (The sequence
/// switches an encoding of mouse reports that nobody uses on and off again: tmux reports terminal modes, and no user
/// sees them.) If the output does not end with a newline, one is added before the prompt. `inside`: as for
/// plan_job().
[[nodiscard]] std::string job_script(ShellKind shell, const JobId& id, const TmuxCall& tmux,
                                     std::string_view command, bool inside = false);

/// The same for a shell that cannot call tmux (far_shell.hpp), which gets the script only if it is wanted. `path`
/// is the pane's path, which it gives back.
[[nodiscard]] std::string far_job_script(ShellKind shell, const JobId& id, std::string_view path,
                                         std::string_view command);

}  // namespace smcp::tmux
