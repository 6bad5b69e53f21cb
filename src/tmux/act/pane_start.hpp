// How the program of a new pane is to start: what callers may say of it, whatever makes the pane.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Upper bounds on an environment: how many variables, and how many bytes their names and values have in all. A message
/// to tmux holds 16 KiB, and takes a directory, a name and our own words as well.
inline constexpr std::size_t kMaxVariables = 64;
inline constexpr std::size_t kMaxEnvironment = std::size_t{8} * 1024;

struct PaneStart {
  std::string cwd;  ///< a directory, or empty for the default; used literally
  /// Environment variables, name and value; used literally. Values may be secrets: they are in no error and no log.
  std::vector<std::pair<std::string, std::string>> env{};
};

/// Errc::invalid_argument for what cannot be passed on: a NUL, a name that is not a variable's, one that tmux sets by
/// itself, too many of them.
[[nodiscard]] Status check_start(const PaneStart& start);

/// Makes `start.cwd`, if there is one, the absolute path of a directory that exists. Errc::invalid_argument if there is
/// none, Errc::timed_out if that cannot be told in time.
[[nodiscard]] Task<Status> find_cwd(uv::Loop& loop, Chain chain, PaneStart& start);

/// Adds `-c` with the directory to a command that makes a session, a window or a pane.
void append_cwd(Command& command, const PaneStart& start);
/// Adds `-e` for each variable to a new-window or a split-window: those of the new pane alone. Like the next one not for
/// a batch that may start a server: its arguments can be read in the list of processes as long as the server runs.
void append_env(Command& command, const PaneStart& start);
/// Adds commands to `batch` that give the variables to a session: to all panes that are made in it from then on.
/// `session` is an exact target (`=NAME`, `$1`).
void append_session_env(Command& batch, const std::string& session, const PaneStart& start);

}  // namespace smcp::tmux
