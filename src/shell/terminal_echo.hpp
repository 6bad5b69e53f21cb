// Whether what is typed into a terminal shows on it, or is a secret. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "shell/line_mode.hpp"

namespace smcp::shell {

enum class TerminalEcho {
  shown,       ///< the terminal itself shows what is typed
  hidden,      ///< it collects a line and shows nothing: sudo, ssh, getpass(), `read -s` ask so
  by_program,  ///< it hands on each key as it comes; the program shows it, or not
  unknown,     ///< it cannot be looked at (another mount namespace)
};

[[nodiscard]] TerminalEcho echo_of(const std::optional<TerminalModes>& modes);

/// Whether a line on which a cursor stands looks like the question for a secret: a word for one, and a colon
/// somewhere behind it. The only sign of one where a program takes single keys: `read -s -n 4`, `read -s` of
/// fish, systemd-ask-password, and every question of another machine (ssh).
[[nodiscard]] bool asks_for_secret(std::string_view line);

}  // namespace smcp::shell
