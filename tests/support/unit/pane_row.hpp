// tmux's answer about a pane, in the format of pane_row_format().
#pragma once

#include <string>

namespace smcp::tmux {

struct PaneRow {
  std::string session = "$0";
  std::string pane = "%1";
  std::string mode = {};
  bool dead = false;
  std::string synchronised = {};
  std::string typing = {};
  bool input_off = false;

  /// The pane's fields; the server has pid 10 and was started in second 20, and the terminal is /dev/null.
  [[nodiscard]] std::string fields() const {
    return session + "\t10\t20\t" + (dead ? "1" : "0") + "\t" + mode + "\t" + (input_off ? "1" : "0") + "\t" +
           typing + "\t" + pane + ":77:/dev/null\t" + synchronised;
  }
  /// The whole answer about an active pane.
  [[nodiscard]] std::string of(const std::string& name) const { return fields() + "\t" + name + "\n"; }
  /// A row of a list of panes.
  [[nodiscard]] std::string at(const std::string& place, const std::string& name,
                               const std::string& window) const {
    return fields() + "\t" + place + "\t" + name + "\t" + window + "\n";
  }
};

}  // namespace smcp::tmux
