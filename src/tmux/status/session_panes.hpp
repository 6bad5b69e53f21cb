// All sessions, each with its active pane and what tmux knows about that pane.
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
  SessionId id;             ///< of the session
  std::string dead_status;  ///< exit code of a dead pane; empty if a signal ended it
  std::string dead_signal;  ///< number of that signal, from tmux 3.3 on
  std::string mode;         ///< "copy-mode" and the like, or ""
  std::string command;      ///< the program in the foreground, as tmux sees it
  std::string job;          ///< token of the newest job (job.hpp), or ""
  std::string job_status;   ///< exit status of that job; empty if it still runs, or there is none
  bool log_ended = false;   ///< what it prints is no longer written to the file that new_session was told
  std::optional<std::string> made_by{};  ///< as Session::made_by
  PaneState state;                       ///< without the time, the cursor and the width
};

/// All sessions in tmux's order, from one request. If no server is running, the list is empty.
void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done);

/// The parser, for tests.
[[nodiscard]] std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text);

}  // namespace smcp::tmux
