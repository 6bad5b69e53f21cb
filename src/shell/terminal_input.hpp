// What a terminal does with input that nobody has read yet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace smcp::tmux {

struct TerminalInput {
  /// What erases the whole line that the terminal is collecting, and shows it erased: canonical mode, ECHOK
  /// and ECHOE as every terminal starts with.
  std::optional<char> kill;
  /// Bytes that are waiting to be read; in canonical mode those of finished lines.
  std::size_t unread = 0;
};

/// `tty` is tmux's `pane_tty`. Opens it for the moment only. Nothing if the terminal cannot be looked at from
/// here (another mount namespace, another user's).
[[nodiscard]] std::optional<TerminalInput> terminal_input_of(const std::string& tty);

}  // namespace smcp::tmux
