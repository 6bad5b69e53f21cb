#include "tmux/link/pane_terminal.hpp"

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

std::string PaneTerminal::text() const {
  return id.text() + ":" + std::to_string(pid) + ":" + tty;
}

std::optional<PaneTerminal> PaneTerminal::parse(std::string_view text) {
  const auto first = text.find(':');
  const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto id = PaneId::parse(text.substr(0, first));
  PaneTerminal pane;
  const auto pid = text.substr(first + 1, second - first - 1);
  if (!id || (!pid.empty() && !take_number(pid, pane.pid))) return std::nullopt;
  pane.id = *id;
  pane.tty = text.substr(second + 1);
  return pane;
}

}  // namespace smcp::tmux
