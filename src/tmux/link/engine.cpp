#include "tmux/link/engine.hpp"

namespace smcp::tmux {

std::optional<EngineKind> parse_engine(std::string_view name) {
  for (const auto kind : {EngineKind::automatic, EngineKind::socket, EngineKind::child}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

std::string_view name_of(EngineKind kind) {
  switch (kind) {
    case EngineKind::automatic:
      return "auto";
    case EngineKind::socket:
      return "socket";
    case EngineKind::child:
      return "child";
  }
  return "";
}

Engine::Engine(uv::Loop& loop, const Endpoint& endpoint, EngineKind kind) : kind_(kind) {
  if (kind != EngineKind::socket) child_.emplace(loop, endpoint);
  if (kind != EngineKind::child) socket_.emplace(loop, endpoint, child_ ? &*child_ : nullptr);
}

Client& Engine::client() {
  if (socket_) return *socket_;
  return *child_;
}

std::string_view Engine::fallback_reason() const {
  return socket_ ? std::string_view(socket_->fallback_reason()) : std::string_view{};
}

}  // namespace smcp::tmux
