// The modes of a made-up terminal.
#pragma once

#include "shell/line_mode.hpp"

namespace smcp::shell {

/// The modes in which a terminal takes input so. Canonical ones are those that a terminal starts with.
inline TerminalModes modes_for(LineMode mode) {
  if (mode == LineMode::canonical) return {true, true, true, '\x15'};
  return {false, false, mode == LineMode::keys, std::nullopt};
}

}  // namespace smcp::shell
