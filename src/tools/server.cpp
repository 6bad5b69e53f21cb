#include "tools/server.hpp"

#include <utility>

namespace smcp::tools {

void in_captures(Server& server, tmux::Chain chain, Gate::WhileHeld while_client_does_not_read,
                 Gate::Enter go) {
  auto enter = [chain = std::move(chain), go = std::move(go)](Gate::Pass pass) mutable {
    if (chain->cancelled()) return;
    // Time spent waiting for the client to read is the client's own: the deadline counts from here.
    if (pass.was_held()) chain->restart_deadline();
    go(std::move(pass));
  };
  server.captures.enter(std::move(enter), while_client_does_not_read);
}

}  // namespace smcp::tools
