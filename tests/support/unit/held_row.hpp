// Rows of held_panes.hpp as in tmux's answers.
#pragma once

#include <string>

namespace smcp::tmux {

/// A pane in a session of server 10 20; its process is `pid`, on a terminal that nobody has.
struct HeldRow {
  std::string session = "$1";
  std::string name = "job";
  std::string window = "@1";
  std::string pane = "%1";
  std::string command = "sleep";
  bool dead = false;
  std::string attached = "0";
  std::string terminal = "77:/dev/null";
  bool ours = false;

  [[nodiscard]] std::string text() const {
    return "sessions-mcp-held\t10\t20\t" + session + "\t" + attached + "\t" + window + "\t" +
           (dead ? "1" : "0") + "\t" + (ours ? "1" : "0") + "\t" + pane + ":" + terminal + "\t" + command +
           "\t" + name + "\t1\n";
  }
};

/// The format of such rows.
inline const std::string kHeldFormat =
    "sessions-mcp-held\t#{pid}\t#{start_time}\t#{session_id}\t#{session_attached}\t#{window_id}\t#{pane_dead}"
    "\t#{!=:#{@smcp-made-by},}\t"
    "#{pane_id}:#{pane_pid}:#{pane_tty}\t#{s/[\t\n]/ /:pane_current_command}\t#{session_name}\t#{!=:1,}";

}  // namespace smcp::tmux
