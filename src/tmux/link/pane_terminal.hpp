// A pane, what runs in it, and the terminal that it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/ids.hpp"

namespace smcp::tmux {

struct PaneTerminal {
  PaneId id;
  std::int64_t pid = 0;  ///< of the pane's first process; 0 for a dead pane
  std::string tty;       ///< its device, such as /dev/pts/3

  /// What tmux prints one by: no space is in it.
  static constexpr std::string_view kFormat = "#{pane_id}:#{pane_pid}:#{pane_tty}";
  /// As that prints it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<PaneTerminal> parse(std::string_view text);
};

}  // namespace smcp::tmux
