// Programs behind which a shell may be: they show the terminal of another machine, container, user or session,
// and pass on what is typed. The one list of them. Pure.
#pragma once

#include <string_view>

namespace smcp::shell {

/// Whether a program of this name, as in /proc/PID/stat (at most 15 bytes), passes on all that its inner terminal
/// prints, escape sequences included. mosh, screen and tmux do not: they draw a screen of their own.
[[nodiscard]] bool carries_shells(std::string_view name);

/// Whether it draws an inner terminal as a screen of its own, so that what a shell in there prints cannot be told
/// apart.
[[nodiscard]] bool redraws_shells(std::string_view name);

/// Whether the line of the cursor looks like the prompt of a shell that waits for a command, and not like that of
/// another program that reads lines (psql, python, gdb), or a question. This is a guess by what is usual; it
/// is made only where nobody can be asked.
[[nodiscard]] bool looks_like_shell_prompt(std::string_view line);

}  // namespace smcp::shell
