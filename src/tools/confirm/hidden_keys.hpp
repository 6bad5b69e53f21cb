// Whether keys are an answer to a question for a secret.
#pragma once

#include "base/task.hpp"
#include "tmux/find/pane.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// Whether what is typed into `pane` now would not show, as send_keys judges it. If that cannot be seen, it is taken to be
/// so.
[[nodiscard]] Task<bool> would_hide_keys(CallPtr call, tmux::Pane pane);

}  // namespace smcp::tools
