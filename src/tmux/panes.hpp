// The active pane of a session, and what state it is in. Other panes: pane_selector.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "tmux/guard.hpp"
#include "tmux/ids.hpp"
#include "tmux/request_chain.hpp"

namespace smcp::tmux {

struct Pane {
  SessionId session;
  PaneId id;
  std::string mode;   ///< "" normally; "copy-mode", "view-mode", … while keys would go to the mode
  bool dead = false;  ///< its command has ended (remain-on-exit)
  ServerId server{};  ///< which the ids belong to
};

/// The active pane of the session of exactly this name; Errc::not_found if there is none.
void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
