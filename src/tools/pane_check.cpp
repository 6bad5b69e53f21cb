#include "tools/pane_check.hpp"

#include <string>

namespace smcp::tools {

Status check_takes_keys(const tmux::Pane& pane, std::string_view session, bool leaves_mode,
                        std::string_view advice) {
  const std::string which = "pane " + pane.id.text() + " of session \"" + std::string(session) + "\"";
  if (pane.dead) {
    return Error{Errc::refused,
                 which + " is dead: nothing runs in it any more. Use kill_session, then new_session."};
  }
  if (pane.mode.empty() || leaves_mode) return Ok{};
  return Error{Errc::refused,
               which + " is in " + pane.mode + ": somebody is scrolling in it" + std::string(advice)};
}

}  // namespace smcp::tools
