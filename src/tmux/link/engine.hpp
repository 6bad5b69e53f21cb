// How requests reach the tmux server.
#pragma once

#include <optional>
#include <string_view>

#include "tmux/link/child_client.hpp"
#include "tmux/link/socket_client.hpp"

namespace smcp::tmux {

enum class EngineKind {
  automatic,  ///< the server's socket, and a tmux child process for what the socket cannot do
  socket,     ///< only the socket
  child,      ///< only tmux child processes
};

/// The names are "auto", "socket" and "child".
[[nodiscard]] std::optional<EngineKind> parse_engine(std::string_view name);
[[nodiscard]] std::string_view name_of(EngineKind kind);

/// Owns the client or clients of one kind of engine.
class Engine {
 public:
  Engine(uv::Loop& loop, const Endpoint& endpoint, EngineKind kind);

  [[nodiscard]] Client& client();
  [[nodiscard]] EngineKind kind() const { return kind_; }
  /// Why the last request that fell back from the socket to a child did so; empty if none did.
  [[nodiscard]] std::string_view fallback_reason() const;

 private:
  EngineKind kind_;
  std::optional<ChildClient> child_;
  std::optional<SocketClient> socket_;  ///< destroyed first: it may have requests with child_
};

}  // namespace smcp::tmux
