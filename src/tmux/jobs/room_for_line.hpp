// Whether a typed line can be seen whole.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Errc::refused if `line`, typed behind the prompt, would fill the screen: editors do not show the beginning of such a line,
/// so that what was typed could neither be checked nor be taken back.
[[nodiscard]] Status check_room(const PaneState& prompt, std::string_view line);

}  // namespace smcp::tmux
