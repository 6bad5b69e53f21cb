// Undoing in tmux what a flow has done, when the flow has failed or has been dropped.
#pragma once

#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// Runs a command that no chain's deadline or cancellation may stop. It has a short time of its own
/// (kCleanUpTime). May be called from a destructor, as part of what a dropped flow does.
void clean_up(Client& client, Command command, Client::Done done);
/// The same, for a clean-up whose outcome nobody waits for.
void clean_up(Client& client, Command command);

}  // namespace smcp::tmux
