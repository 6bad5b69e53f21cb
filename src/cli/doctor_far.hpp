// The section of doctor for a tmux server on another machine.
#pragma once

#include "cli/options.hpp"
#include "tmux/link/server_address.hpp"

namespace smcp::cli {

/// Connects to it, prints what is found, and returns 0, or 1 if something is broken.
[[nodiscard]] int examine_far(const Options& options, const tmux::ServerAddress& server);

}  // namespace smcp::cli
