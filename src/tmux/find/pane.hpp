// A pane that is to be acted on. Pure.
#pragma once

#include <string>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/synchronised.hpp"

namespace smcp::tmux {

struct Pane {
  SessionId session;
  PaneId id;
  std::string mode;   ///< "" normally; "copy-mode", "view-mode", … while keys would go to the mode
  bool dead = false;  ///< its command has ended (remain-on-exit)
  ServerId server{};  ///< which the ids belong to
  PaneTerminal terminal = {};
  std::string typing = {};  ///< job_option::kTyping: who types into it just now (TypingLock)
  /// The panes that take part in its synchronisation, itself among them; none if it is not synchronised.
  std::vector<PaneTerminal> synchronised = {};

  /// The other panes that get what is typed into this one.
  [[nodiscard]] std::vector<PaneId> shares_keys_with() const { return others_than(id, synchronised); }
};

}  // namespace smcp::tmux
