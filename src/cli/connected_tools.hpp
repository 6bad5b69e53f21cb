// The tools, on the tmux server that the command line names: what the server and `call` have in common.
#pragma once

#include "cli/options.hpp"
#include "io/uv_loop.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/engine.hpp"
#include "tools/tool.hpp"

namespace smcp::cli {

struct ConnectedTools {
  ConnectedTools(uv::Loop& loop, const Options& options);
  ConnectedTools(const ConnectedTools&) = delete;
  ConnectedTools& operator=(const ConnectedTools&) = delete;

  /// Begins to record calls, if `options` say so. Errc::io if the file cannot be opened.
  Status start_audit(const Options& options);
  [[nodiscard]] tmux::Client& client() { return engine.client(); }

  tmux::Endpoint endpoint;
  tmux::Engine engine;
  tools::Toolbox toolbox;
};

}  // namespace smcp::cli
