// Whether what is typed into a terminal shows on it, or is a secret. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "shell/line_mode.hpp"

namespace smcp::shell {

enum class TerminalEcho {
  shown,       ///< the terminal itself shows what is typed
  hidden,      ///< it collects a line and shows nothing, as for sudo, ssh, getpass(), `read -s`
  by_program,  ///< it passes on each key as it comes; the program may show it or not
  unknown,     ///< it cannot be looked at from here (another mount namespace)
};

[[nodiscard]] TerminalEcho echo_of(const std::optional<TerminalModes>& modes);

/// Whether the line of a cursor looks like a question for a secret: it contains a word for one, and a colon
/// somewhere after it. This is the only sign if a program takes single keys: `read -s -n 4`, `read -s` of
/// fish, systemd-ask-password, and every question of another machine (ssh).
[[nodiscard]] bool asks_for_secret(std::string_view line);

/// Whether what is typed is to be taken for a secret: `asked` is asks_for_secret() of the line of the cursor.
[[nodiscard]] constexpr bool hides(TerminalEcho echo, bool asked) {
  return echo == TerminalEcho::hidden || (asked && echo != TerminalEcho::shown);
}

}  // namespace smcp::shell
