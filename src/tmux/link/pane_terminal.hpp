// A pane, its first process, and its terminal.
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
  std::string tty;       ///< the terminal's device, such as /dev/pts/3

  /// The format by which tmux prints one; the result contains no space.
  static constexpr std::string_view kFormat = "#{pane_id}:#{pane_pid}:#{pane_tty}";
  /// The same text as kFormat prints.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<PaneTerminal> parse(std::string_view text);
};

}  // namespace smcp::tmux
