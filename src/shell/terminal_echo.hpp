// Whether what is typed into a terminal shows on it, or is a secret.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tmux {

enum class TerminalEcho {
  shown,       ///< the terminal itself shows what is typed
  hidden,      ///< it collects a line and shows nothing, as for sudo, ssh, getpass(), `read -s`
  by_program,  ///< it passes on each key as it comes; the program may show it or not
  unknown,     ///< it cannot be looked at from here (another mount namespace)
};

/// `tty` is tmux's `pane_tty`.
[[nodiscard]] TerminalEcho echo_of(const std::string& tty);

/// Whether the line of a cursor looks like a question for a secret: it contains a word for one, and a colon
/// somewhere after it. This is the only sign if a program takes single keys: `read -s -n 4`, `read -s` of
/// fish, systemd-ask-password, and every question of another machine (ssh).
[[nodiscard]] bool asks_for_secret(std::string_view line);

}  // namespace smcp::tmux
