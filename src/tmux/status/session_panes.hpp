// All sessions, each with its active pane and what tmux knows of that.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/link/request_chain.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// One session and its active pane.
struct SessionPane {
  std::string dead_status;  ///< exit code of a dead pane; empty if a signal ended it
  std::string dead_signal;  ///< its number, from tmux 3.3 on
  std::string mode;         ///< "copy-mode" and the like, or ""
  std::string command;      ///< what tmux takes for the program in the foreground
  std::string job_status;   ///< exit status of the newest job (job.hpp); empty if it runs, or there is none
  PaneState state;          ///< whose it is, what has it, and where its rows are: no time, cursor or width
};

/// All sessions in tmux's order, from one request. No server running is no error: the list is empty.
void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done);

/// For tests.
[[nodiscard]] std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text);

}  // namespace smcp::tmux
