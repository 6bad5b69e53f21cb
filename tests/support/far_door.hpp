// The end-to-end tests with their tmux on another machine: scripts/test-matrix ssh.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "support/far_account.hpp"
#include "support/server_process.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// Whether the tests run so.
[[nodiscard]] bool is_far();

/// What the server says, with the machine's name taken out.
[[nodiscard]] std::string without_machine(std::string text);

/// Leads a server of the protocol to the tmux of its test through ssh, as the server `far`; its default server is one that
/// nobody uses. The test names its sessions as ever: what it sends and receives is rewritten.
class FarDoor {
 public:
  /// Null unless is_far(), and these start a server of the protocol that is to find its tmux by itself.
  [[nodiscard]] static std::unique_ptr<FarDoor> of(const ServerOptions& options);
  explicit FarDoor(const ServerOptions& options);

  [[nodiscard]] ServerOptions options(ServerOptions options) const;
  /// Whether the way there may be made before the first call of the test.
  [[nodiscard]] bool is_opened() const { return opened_; }
  /// A line to the server: in a call, each session, job and cursor becomes one of the other machine.
  [[nodiscard]] static std::string there(std::string_view line);

 private:
  bool opened_;
  FarAccount account_;
  TempDir runtime_;
};

}  // namespace smcp::test
