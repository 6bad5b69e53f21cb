// What doctor says of the pane in which this program itself runs.
#pragma once

#include <vector>

#include "cli/finding.hpp"
#include "tmux/link/own_pane.hpp"

namespace smcp::cli {

/// Nothing if `own` holds no pane.
[[nodiscard]] std::vector<Told> tell_own_panes(const tmux::OwnPanes& own, bool allow_self);

}  // namespace smcp::cli
