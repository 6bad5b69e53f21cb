#include "tmux/status/status_snapshot.hpp"

namespace smcp::tmux {

void StatusSnapshot::add(PaneId pane, const std::optional<Cursor>& end) {
  if (panes_.size() == kMaxPanes && panes_.find(pane) == panes_.end()) {
    all_ = false;
  } else {
    panes_.try_emplace(pane, end);
  }
}

const Cursor* StatusSnapshot::end_of(PaneId pane) const {
  const auto found = panes_.find(pane);
  return found == panes_.end() || !found->second ? nullptr : &*found->second;
}

}  // namespace smcp::tmux
