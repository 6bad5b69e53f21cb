// Every pane of a server once for each session that holds it: which panes live on without a session.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// A pane in one of the sessions that hold it: those of a group, and those into which its window is linked.
struct HeldPane {
  ServerId server;
  SessionId session;
  std::uint32_t attached = 0;  ///< number of clients attached to the session
  WindowId window;
  PaneTerminal terminal;
  bool dead = false;
  bool ours = false;         ///< sessions-mcp made the session (link/made_by.hpp)
  std::string command;       ///< the program in the foreground, as tmux sees it, in one line
  std::string session_name;  ///< as tmux stores it

  [[nodiscard]] PaneId id() const { return terminal.id; }
};

/// The panes of all sessions; none if no server is running.
[[nodiscard]] Task<Result<std::vector<HeldPane>>> list_held_panes(Chain chain);

/// Appends the same list to `batch`, for parse_held_panes(), or only the row of the pane `target`.
void append_held_panes(Command& batch);
void append_held_pane(Command& batch, const std::string& target);
/// The rows in an answer, which may hold the output of other commands and of hooks as well. Nothing if one of them
/// is cut or has a wrong field.
[[nodiscard]] std::optional<std::vector<HeldPane>> parse_held_panes(std::string_view text);

}  // namespace smcp::tmux
