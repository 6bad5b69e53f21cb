// Where a wait begins. Pure.
#pragma once

#include <optional>
#include <string>

#include "tmux/link/ids.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tools {

struct WaitFrom {
  std::string selector{};              ///< of the pane (pane_selector.hpp), if `pane` is not given
  std::optional<tmux::PaneId> pane{};  ///< known to belong to the session
  /// What came after it counts as new. If it is not given, that is what came after the text that was typed
  /// last (last_typed.hpp), and if there is none, what comes from now on.
  std::optional<tmux::Cursor> since{};
  /// What a program that takes single keys showed before something was typed; "" if that is not known (answer.hpp).
  std::string shown{};
};

}  // namespace smcp::tools
