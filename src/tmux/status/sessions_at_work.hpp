// All sessions, with what runs in each of their panes: what a person asks before some of them are killed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct PaneAtWork {
  PaneTerminal terminal;
  bool dead = false;
  bool job = false;     ///< the end of its newest run_command has not been reported
  std::string command;  ///< the program in the foreground, as tmux sees it, in one line
};

struct SessionAtWork {
  ServerId server;
  SessionId id;
  std::int64_t created = 0;    ///< seconds since 1970
  std::int64_t activity = 0;   ///< as Session::activity
  std::uint32_t attached = 0;  ///< number of clients
  std::optional<std::string> made_by{};
  std::vector<PaneAtWork> panes{};  ///< each once
  std::string name;                 ///< as tmux stores it
};

/// In tmux's order, from one request; none if no server is running.
[[nodiscard]] Task<Result<std::vector<SessionAtWork>>> list_sessions_at_work(Chain chain);

/// The parser, for tests.
[[nodiscard]] std::optional<std::vector<SessionAtWork>> parse_sessions_at_work(std::string_view text);

}  // namespace smcp::tmux
