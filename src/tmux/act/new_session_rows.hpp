// What tmux says of a session that it makes for us: a row when the session is there, and one when its shell
// is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tmux/act/new_pane.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

/// A session that has just been made.
struct MadeSession {
  SessionId id;
  ServerId server;     ///< to which the id belongs
  PaneId placeholder;  ///< its first pane (placeholder.hpp)
  std::string name;    ///< as tmux stores it

  /// For `new-session -F`.
  [[nodiscard]] static std::string format();
  /// From an answer that may hold the output of hooks as well; nothing if there is no such row.
  [[nodiscard]] static std::optional<MadeSession> parse(std::string_view answer);
};

/// The pane of its shell, at the moment in which tmux made it.
struct MadeShell {
  PaneTerminal pane;
  Cursor start;  ///< whatever the shell prints comes after this

  /// For `new-window -F`: the pane as it was made, before any hook could wait.
  [[nodiscard]] static std::string format();
  /// For `display-message`, when it has been given its size.
  [[nodiscard]] static std::string sized_format();
  /// From both rows, as for a session.
  [[nodiscard]] static std::optional<MadeShell> parse(std::string_view answer);
  /// From the first row alone, of a pane whose size nobody has changed.
  [[nodiscard]] static std::optional<MadeShell> parse_unsized(std::string_view answer);
};

}  // namespace smcp::tmux
