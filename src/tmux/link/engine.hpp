// Which way requests take to the tmux server.
#pragma once

#include <optional>
#include <string_view>

#include "tmux/link/child_client.hpp"
#include "tmux/link/socket_client.hpp"

namespace smcp::tmux {

enum class EngineKind {
  automatic,  ///< the server's socket, and a tmux child for what that cannot do
  socket,     ///< only the socket
  child,      ///< only tmux children
};

/// "auto", "socket" and "child".
[[nodiscard]] std::optional<EngineKind> parse_engine(std::string_view name);
[[nodiscard]] std::string_view name_of(EngineKind kind);

/// Owns what a kind of engine is made of.
class Engine {
 public:
  Engine(uv::Loop& loop, const Endpoint& endpoint, EngineKind kind);

  [[nodiscard]] Client& client();
  [[nodiscard]] EngineKind kind() const { return kind_; }
  /// Why the last request went to a child though the socket was to be taken; empty if none did.
  [[nodiscard]] std::string_view fallback_reason() const;

 private:
  EngineKind kind_;
  std::optional<ChildClient> child_;
  std::optional<SocketClient> socket_;  ///< goes first: it may have requests with the child
};

}  // namespace smcp::tmux
