// All sessions, each with its active pane and what tmux knows of that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/ids.hpp"
#include "tmux/request_chain.hpp"

namespace smcp::tmux {

/// One session and its active pane.
struct SessionPane {
  SessionId session;
  PaneId pane;
  std::int64_t pid = 0;  ///< of the pane's first process; 0 if tmux does not tell (a dead pane in 3.8)
  bool dead = false;
  std::string dead_status;  ///< exit code of the dead one; empty if a signal ended it
  std::string dead_signal;  ///< its number, from tmux 3.3 on
  std::string mode;         ///< "copy-mode" and the like, or ""
  std::uint64_t history = 0;
  std::uint64_t collected = 0;  ///< of PaneCounters, or 0
  std::string tty;
  std::string command;  ///< what tmux takes for the program in the foreground
  std::string name;     ///< the session's
};

/// All sessions in tmux's order, from one request. No server running is no error: the list is empty.
void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done);

/// For tests.
[[nodiscard]] std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text);

}  // namespace smcp::tmux
