// The modes of a terminal, as seen from outside.
#pragma once

#include <optional>
#include <string>
#include <termios.h>

namespace smcp::tmux {

/// `tty` is its device. It is opened only for a moment, so that we never delay a hang-up. Nothing if it does
/// not exist or is not a terminal.
[[nodiscard]] std::optional<termios> terminal_settings(const std::string& tty);

}  // namespace smcp::tmux
