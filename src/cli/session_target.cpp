#include "cli/session_target.hpp"

#include <algorithm>

#include "cli/given_options.hpp"

namespace smcp::cli {

Status check_servers(const Options& options) {
  for (const tmux::ServerAddress& server : options.servers) {
    if (server.kind == tmux::ServerAddress::Kind::ssh)
      return usage_error("server \"" + server.name +
                         "\" is behind ssh, and this build reaches servers of this machine alone.");
  }
  return Ok{};
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
  if (options.servers.empty() || colon == std::string::npos)
    return SessionTarget{tmux::find_endpoint(options.endpoint), name};
  const auto& all = options.servers;
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const auto& server) { return name.compare(0, colon, server.name) == 0; });
  if (found == all.end())
    return Error{Errc::invalid_argument, "there is no server \"" + name.substr(0, colon) +
                                             "\" (--server, --host, SESSIONS_MCP_SERVERS)"};
  if (const Status reached = check_servers(options); !reached) return reached.error();
  return SessionTarget{endpoint_of(options, *found), name.substr(colon + 1)};
}

}  // namespace smcp::cli
