#include "tmux/read/with_prompt.hpp"

#include "shell/foreground.hpp"

namespace smcp::tmux {

Cursor with_prompt(Cursor cursor, const PaneState& state) {
  cursor.at_prompt = foreground_of(state.pid, state.tty, {}) == Foreground::at_prompt;
  return cursor;
}

}  // namespace smcp::tmux
