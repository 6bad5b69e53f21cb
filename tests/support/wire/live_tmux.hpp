// A private tmux with a session in it that must survive whatever a test sends.
#pragma once

#include <string>
#include <sys/types.h>

#include "support/private_tmux.hpp"

namespace smcp::wire_test {

class LiveTmux {
 public:
  LiveTmux();

  [[nodiscard]] const std::string& socket() const { return tmux_.socket(); }
  [[nodiscard]] const test::PrivateTmux& tmux() const { return tmux_; }
  [[nodiscard]] pid_t server() const { return server_; }
  /// Whether the same server still runs.
  [[nodiscard]] bool serves() const;
  /// Empty if the same server still runs, keeps no connection, and the witness is unchanged; else what is
  /// wrong.
  [[nodiscard]] std::string harm() const;

 private:
  test::PrivateTmux tmux_;
  pid_t server_;
  std::string witness_;
  std::size_t descriptors_;
};

}  // namespace smcp::wire_test
