#include "cli/session_target.hpp"

#include <algorithm>

namespace smcp::cli {

bool is_far(const tmux::ServerAddress& server) {
  return server.kind == tmux::ServerAddress::Kind::ssh;
}

tmux::SshDestination destination_of(const tmux::ServerAddress& server) {
  return {server.destination, server.socket};
}

tmux::Endpoint endpoint_of(const Options& options, const tmux::ServerAddress& server) {
  tmux::EndpointOptions wanted;
  wanted.binary = options.endpoint.binary;
  wanted.keep_environment = options.endpoint.keep_environment;
  const bool local = server.kind == tmux::ServerAddress::Kind::local;
  (local ? wanted.socket_name : wanted.socket_path) = server.socket;
  return tmux::find_endpoint(wanted);
}

Result<SessionTarget> target_of(const Options& options, const std::string& name) {
  const auto colon = name.find(':');
  if (options.servers.empty() || colon == std::string::npos) return SessionTarget{nullptr, name};
  const auto& all = options.servers;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const auto& server) { return name.compare(0, colon, server.name) == 0; });
  if (found == all.end())
    return Error{Errc::invalid_argument, "there is no server \"" + name.substr(0, colon) +
                                             "\" (--server, --host, SESSIONS_MCP_SERVERS)"};
  return SessionTarget{&*found, name.substr(colon + 1)};
}

}  // namespace smcp::cli
