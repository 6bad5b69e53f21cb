// The options of a pane that remember where what it prints is written to, for all who look at them. Pure.
#pragma once

#include <string_view>

namespace smcp::tmux {

/// Holds row_safe() of the path.
inline constexpr std::string_view kLogOption = "@smcp-log";
/// Is set once nothing is written there any more, while the pane is still there.
inline constexpr std::string_view kLogEndOption = "@smcp-log-end";

}  // namespace smcp::tmux
