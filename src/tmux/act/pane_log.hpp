// The log of a new pane: everything that it prints, raw, appended to a file by tmux's pipe-pane.
//
// The pipe is opened in the batch that makes the pane, right behind the command that does. tmux reads nothing of what the
// pane prints while it runs a batch, so that the log has it from the first byte on.
#pragma once

#include <string>
#include <string_view>

#include "base/task.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Errc::invalid_argument if nothing can be appended to `path`, Errc::timed_out if that cannot be told in time.
[[nodiscard]] Task<Status> check_log(uv::Loop& loop, Chain chain, std::string path);

/// Adds to a batch that has just made the pane what opens the pipe, and what remembers the path (kLogOption). Who writes
/// is the user of the tmux server; a new file gets mode 0600. When the pipe ends before the pane does (the disk is
/// full, somebody else's pipe-pane), its shell sets kLogEndOption. Like append_size() (window_size.hpp) it has no target.
void append_log(Command& command, std::string_view path);

/// Whether this pane got the pipe. Errc::refused if not: a hook of the user's may have put another one in its place.
[[nodiscard]] Task<Status> confirm_log(Chain chain, PaneId pane, std::string path);

/// The shell command for pipe-pane, which expands formats and times in it. For tests.
[[nodiscard]] std::string log_command(std::string_view path);

}  // namespace smcp::tmux
