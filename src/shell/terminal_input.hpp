// What a terminal does with input that nobody has read yet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace smcp::tmux {

struct TerminalInput {
  /// The character that erases the whole line that the terminal is collecting, and also erases it on the
  /// screen: in canonical mode with ECHOK and ECHOE, the default of every terminal.
  std::optional<char> kill;
  /// The number of bytes that are waiting to be read; in canonical mode, only those of finished lines.
  std::size_t unread = 0;
};

/// `tty` is tmux's `pane_tty`. It is opened only for a moment. Nothing if the terminal cannot be looked at
/// from here (another mount namespace, another user's).
[[nodiscard]] std::optional<TerminalInput> terminal_input_of(const std::string& tty);

}  // namespace smcp::tmux
