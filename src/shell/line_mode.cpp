#include "shell/line_mode.hpp"

namespace smcp::shell {

LineMode line_mode_of(const std::optional<TerminalModes>& modes) {
  if (!modes) return LineMode::unknown;
  if (modes->canonical) return LineMode::canonical;
  return modes->literal_next ? LineMode::keys : LineMode::editing;
}

}  // namespace smcp::shell
