// A pane that a call acts on, and its place in its session. Pure.
#pragma once

#include <cstdint>
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
  std::string mode;   ///< normally ""; "copy-mode", "view-mode", … while keys would go to that mode
  bool dead = false;  ///< its command has ended (remain-on-exit)
  ServerId server{};  ///< to which the ids belong
  PaneTerminal terminal = {};
  std::string typing = {};  ///< value of kTypingOption: who types into it at the moment (TypingLock)
  /// The panes that take part in its synchronisation, including itself; none if it is not synchronised.
  std::vector<PaneTerminal> synchronised = {};
  std::string last_typed = {};  ///< value of kLastTypedOption: what was typed last (last_typed.hpp)
  bool input_off = false;       ///< tmux drops what is typed into it (select-pane -d)

  /// The other panes that receive what is typed into this one.
  [[nodiscard]] std::vector<PaneId> shares_keys_with() const { return others_than(id, synchronised); }
};

/// A pane and its place in the session. If its window is linked into the session twice, it has two places.
struct PlacedPane {
  Pane pane;
  std::uint32_t window_index = 0;
  std::uint32_t pane_index = 0;
  bool active = false;  ///< in its window
  std::string window_name = {};
  std::string session = {};  ///< the name of the session that was asked about
};

}  // namespace smcp::tmux
