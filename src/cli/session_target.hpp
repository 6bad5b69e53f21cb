// Which server a person means by `NAME:SESSION`, or by the name of a session alone.
#pragma once

#include <string>

#include "base/result.hpp"
#include "cli/options.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/remote/ssh_destination.hpp"

namespace smcp::cli {

/// Whether it is on another machine.
[[nodiscard]] bool is_far(const tmux::ServerAddress& server);
/// Where it is then.
[[nodiscard]] tmux::SshDestination destination_of(const tmux::ServerAddress& server);

/// Where a server with a name is that is on this machine.
[[nodiscard]] tmux::Endpoint endpoint_of(const Options& options, const tmux::ServerAddress& server);

struct SessionTarget {
  const tmux::ServerAddress* server = nullptr;  ///< null: the default one; lives as long as the options
  std::string session;                          ///< as its server knows it
};

/// Errc::invalid_argument for a server that is not known. Where no server has a name, a `:` is left in the
/// session's name, where it is refused like anything else that is none.
[[nodiscard]] Result<SessionTarget> target_of(const Options& options, const std::string& name);

}  // namespace smcp::cli
