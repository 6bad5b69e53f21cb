// The servers that benches use over stdio: the built one, and the plain alternative on Node.
#pragma once

#include <optional>
#include <string>

#include "bench.hpp"
#include "support/private_tmux.hpp"
#include "support/server_process.hpp"
#include "tmux/link/engine.hpp"

namespace smcp::bench {

[[nodiscard]] test::ServerOptions server_of(const Bench& bench, const test::PrivateTmux& tmux,
                                            tmux::EngineKind kind);
/// Starts bench/node_server.mjs. Nothing, with a message on stderr, if there is no node on PATH.
[[nodiscard]] std::optional<test::ServerOptions> node_server(const Bench& bench,
                                                             const test::PrivateTmux& tmux);

/// Sends all `requests`, each with its newline, and reads `replies` replies. Returns the last one.
std::string ask(test::ServerProcess& server, const std::string& requests, int replies);

}  // namespace smcp::bench
