// How many lines the panes that we make keep.
#pragma once

#include <cstdint>
#include <string>

#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// Minimum number of history lines that our panes keep; tmux's default is 2000. A larger limit is kept.
inline constexpr std::uint32_t kHistoryLimit = 50'000;

/// Appends to `batch` a command that makes `session` (`$1`, `=NAME`) keep as many for its new panes. Up to tmux 3.6, a
/// pane's limit is fixed when it is made; from then on, lowering it would cut what there is, so that it stays as it is.
void append_long_history(Command& batch, const std::string& session);

}  // namespace smcp::tmux
