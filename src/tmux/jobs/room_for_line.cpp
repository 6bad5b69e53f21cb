#include "tmux/jobs/room_for_line.hpp"

#include <cstddef>
#include <string>

namespace smcp::tmux {

Status check_room(const PaneState& prompt, std::string_view line) {
  if (prompt.cursor_x + line.size() < std::size_t{prompt.width} * prompt.height) return Ok{};
  return Error{Errc::refused,
               "pane " + prompt.pane.text() + " is too small (" + std::to_string(prompt.width) + "x" +
                   std::to_string(prompt.height) + ") to see the " + std::to_string(line.size()) +
                   " characters with which a command is started; nothing was typed. Make it larger, "
                   "or use send_keys"};
}

}  // namespace smcp::tmux
