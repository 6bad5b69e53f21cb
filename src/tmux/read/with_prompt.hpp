// A cursor that knows whether the shell is at its prompt.
#pragma once

#include "shell/process_view.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// The cursor with at_prompt set: if the shell is at its prompt, the last line is the shell's, whatever
/// becomes of it. Looking at the pane's processes takes longer than a small capture, so only calls that type
/// or wait use it.
[[nodiscard]] Cursor with_prompt(Cursor cursor, const PaneState& state, const shell::ProcessView& processes);

}  // namespace smcp::tmux
