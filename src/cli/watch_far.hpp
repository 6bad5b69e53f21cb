// `watch` for a session on another machine: tmux there shows it, through ssh.
#pragma once

#include <string>

#include "tmux/link/server_address.hpp"

namespace smcp::cli {

/// Becomes an ssh whose tmux is attached to the session, for reading alone and without a say in its size. Returns, with the
/// status to exit with, only if that cannot be.
[[nodiscard]] int watch_far(const tmux::ServerAddress& server, const std::string& session);

}  // namespace smcp::cli
