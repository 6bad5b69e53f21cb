// `sessions --kill`: the end of the sessions that a person has chosen, each of which goes or stays for itself.
#pragma once

#include <vector>

#include "base/task.hpp"
#include "cli/session_filter.hpp"
#include "tmux/status/sessions_at_work.hpp"
#include "tools/server.hpp"

namespace smcp::cli {

struct KillSettings {
  SessionFilter filter{};
  bool force = false;
};

/// Whether one of the session's panes is that in which this program runs.
[[nodiscard]] bool is_home(const tools::Server& server, const tmux::SessionAtWork& session);

/// Looks at each of `chosen` once more, since a person may have taken their time over the question, kills those that
/// still fit and may go (session_rows.hpp), and prints a line about each. Gives the exit status: 1 if one that was to go
/// could not be killed. `server` must outlive the flow.
[[nodiscard]] Task<int> kill_chosen(tools::Server& server, std::vector<tmux::SessionAtWork> chosen,
                                    KillSettings settings);

}  // namespace smcp::cli
