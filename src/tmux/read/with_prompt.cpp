#include "tmux/read/with_prompt.hpp"

#include "shell/foreground.hpp"

namespace smcp::tmux {

Cursor with_prompt(Cursor cursor, const PaneState& state, const shell::ProcessView& processes) {
  cursor.at_prompt = shell::seen_foreground(processes, state.pid, state.tty) == shell::Foreground::at_prompt;
  return cursor;
}

}  // namespace smcp::tmux
