// A look at what a pane shows, in one request.
#pragma once

#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/screen.hpp"

namespace smcp::tmux {

/// Errc::not_found if there is no such pane, Errc::too_large if its screen cannot be read whole.
void read_screen(const Chain& chain, PaneId pane, UniqueFunction<void(Result<Screen>)> done);

}  // namespace smcp::tmux
