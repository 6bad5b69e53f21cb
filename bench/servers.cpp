#include "servers.hpp"

#include <cstdio>

#include "tmux/link/endpoint.hpp"

namespace smcp::bench {

test::ServerOptions server_of(const Bench& bench, const test::PrivateTmux& tmux, tmux::EngineKind kind) {
  test::ServerOptions options{tmux.environment(), {"--engine=" + std::string(name_of(kind))}};
  options.binary = bench.options().server;
  return options;
}

std::optional<test::ServerOptions> node_server(const Bench& bench, const test::PrivateTmux& tmux) {
  const std::string node = tmux::find_program("node");
  if (node.empty()) {
    std::fprintf(stderr, "bench %s: no node on the PATH, so nothing to compare with its server\n",
                 bench.name().c_str());
    return std::nullopt;
  }
  test::ServerOptions options{tmux.environment(), {SESSIONS_MCP_NODE_SERVER, tmux.socket()}};
  options.binary = node;
  return options;
}

std::string ask(test::ServerProcess& server, const std::string& requests, int replies) {
  server.send_bytes(requests);
  std::string reply;
  for (int i = 0; i < replies; ++i) reply = server.receive_line();
  return reply;
}

}  // namespace smcp::bench
