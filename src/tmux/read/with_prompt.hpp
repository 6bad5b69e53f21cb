// A cursor that knows whether the shell is at its prompt.
#pragma once

#include "shell/process_view.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// The cursor, with a word on whether the shell is at its prompt: then the line is the shell's, whatever it
/// becomes. The look at the pane's processes takes longer than a small capture: for those who type or wait.
[[nodiscard]] Cursor with_prompt(Cursor cursor, const PaneState& state, const shell::ProcessView& processes);

}  // namespace smcp::tmux
