// The tools, on the tmux servers that the command line names: what the server and `call` have in common.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "io/uv_loop.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/engine.hpp"
#include "tools/tool.hpp"

namespace smcp::cli {

/// The way to one tmux server.
struct Connection {
  Connection(uv::Loop& loop, tmux::Endpoint to, tmux::EngineKind kind)
      : endpoint(std::move(to)), engine(loop, endpoint, kind) {}

  tmux::Endpoint endpoint;
  tmux::Engine engine;
};

struct ConnectedTools {
  /// check_servers() (session_target.hpp) must hold.
  ConnectedTools(uv::Loop& loop, const Options& options);
  ConnectedTools(const ConnectedTools&) = delete;
  ConnectedTools& operator=(const ConnectedTools&) = delete;

  /// Begins to record calls, if `options` say so. Errc::io if the file cannot be opened.
  Status start_audit(const Options& options);
  /// Of the requests under way, on each server: we are about to end.
  void shorten_deadlines(std::chrono::milliseconds left);

  Connection connection;                            ///< to the default server
  std::vector<std::unique_ptr<Connection>> others;  ///< to those with names, in their order
  tools::Toolbox toolbox;
};

}  // namespace smcp::cli
