#include "cli/doctor_own_pane.hpp"

#include <string>

#include "tmux/link/synchronised.hpp"

namespace smcp::cli {

std::vector<Told> tell_own_panes(const tmux::OwnPanes& own, bool allow_self) {
  if (own.panes.empty()) return {};
  const char* const rule = allow_self
                               ? ": because of --allow-self, calls may type into it and kill its session"
                               : ": kill_session, kill_pane, send_keys and run_command leave it alone "
                                 "(--allow-self changes that)";
  return {{Finding::note, "own pane", tmux::list_of(own.panes) + rule}};
}

}  // namespace smcp::cli
