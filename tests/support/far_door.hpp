// The end-to-end tests with their tmux on another machine: scripts/test-matrix ssh.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "support/far_account.hpp"
#include "support/server_process.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// Leads a server of the protocol to the tmux of its test through ssh, as the server `far`; its default server is one that
/// nobody uses. The test names its sessions as ever: what it sends and receives is rewritten.
class FarDoor {
 public:
  /// Null unless $SESSIONS_MCP_TEST_SSH is set, and these start a server of the protocol that is to find its tmux by itself.
  [[nodiscard]] static std::unique_ptr<FarDoor> of(const ServerOptions& options);
  explicit FarDoor(const Environment& environment);

  [[nodiscard]] ServerOptions options(ServerOptions options) const;
  /// A line to the server: in a call, each session becomes one of the other machine, and so does what here() has taken the
  /// name from.
  [[nodiscard]] std::string there(std::string_view line) const;
  /// A line from the server, with the machine's name taken out.
  [[nodiscard]] std::string here(std::string line);

 private:
  std::set<std::string> told_;  ///< jobs, cursors and the like as here() has given them
  FarAccount account_;
  TempDir runtime_;
};

}  // namespace smcp::test
