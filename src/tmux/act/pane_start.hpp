// How the program of a new pane is to start: what callers may say of it, whatever makes the pane.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/task.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct PaneStart {
  std::string cwd;  ///< a directory, or empty for the default; used literally
  /// Environment variables, name and value; used literally. Their values are secrets: they are in no error and no log.
  std::vector<std::pair<std::string, std::string>> env{};
};

/// Makes `start.cwd`, if there is one, the absolute path of a directory that exists. Errc::invalid_argument if there is
/// none, Errc::timed_out if that cannot be told in time.
[[nodiscard]] Task<Status> find_cwd(uv::Loop& loop, Chain chain, PaneStart& start);

/// Adds `-c` with the directory to a command that makes a session, a window or a pane.
void append_cwd(Command& command, const PaneStart& start);
/// Adds `-e` for each variable to a new-window or a split-window: those of the new pane alone.
void append_env(Command& command, const PaneStart& start);

}  // namespace smcp::tmux
