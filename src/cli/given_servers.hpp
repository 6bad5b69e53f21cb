// The servers with names of their own: --server and --host, or their variable.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.hpp"
#include "cli/given_options.hpp"
#include "tmux/link/server_address.hpp"

namespace smcp::cli {

/// Upper bound on their number: each may be asked at once, and has a line of its own in what is told of all.
inline constexpr std::size_t kMaxServers = 64;

/// In the order given. The command line takes precedence over the environment as a whole. Errc::invalid_argument for one
/// that cannot be read, for a NAME that no session could have, for one that is given twice, and beyond kMaxServers.
[[nodiscard]] Result<std::vector<tmux::ServerAddress>> read_servers(const GivenOptions& given);

}  // namespace smcp::cli
