// The modes of a terminal, seen from outside.
#pragma once

#include <optional>
#include <string>
#include <termios.h>

namespace smcp::tmux {

/// `tty` is its device. Opens it for the moment only, so that a hang-up is never held back by us. Nothing if
/// it is not there, or no terminal.
[[nodiscard]] std::optional<termios> terminal_settings(const std::string& tty);

}  // namespace smcp::tmux
