// Which server a person means by `NAME:SESSION`, or by the name of a session alone.
#pragma once

#include <string>

#include "base/result.hpp"
#include "cli/options.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::cli {

/// Errc::invalid_argument for a server that this build cannot reach: before anything is begun, so that nobody waits for it.
[[nodiscard]] Status check_servers(const Options& options);

/// Where a server with a name is; it must be on this machine.
[[nodiscard]] tmux::Endpoint endpoint_of(const Options& options, const tmux::ServerAddress& server);

struct SessionTarget {
  tmux::Endpoint endpoint;
  std::string session;  ///< as its server knows it
};

/// Errc::invalid_argument for a server that is not known, or not reached. Where no server has a name, a `:` is left in the
/// session's name, where it is refused like anything else that is none.
[[nodiscard]] Result<SessionTarget> target_of(const Options& options, const std::string& name);

}  // namespace smcp::cli
