// The servers that benches ask over stdio: the built one, and the plain alternative on Node.
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
/// bench/node_server.mjs. Nothing if there is no node on the PATH, which is said on stderr.
[[nodiscard]] std::optional<test::ServerOptions> node_server(const Bench& bench,
                                                             const test::PrivateTmux& tmux);

/// Sends `requests`, each with its newline, at once and takes `replies` of them. The last one.
std::string ask(test::ServerProcess& server, const std::string& requests, int replies);

}  // namespace smcp::bench
