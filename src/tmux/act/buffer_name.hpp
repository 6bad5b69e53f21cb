// A tmux buffer for one paste. All buffers of a tmux server share their names.
#pragma once

#include <cstddef>
#include <string>

#include "base/token.hpp"

namespace smcp::tmux {

/// A name that no other buffer has, not even one of another server of ours. It says whose buffer it is, because
/// people see it in choose-buffer for a moment.
[[nodiscard]] inline std::string fresh_buffer_name() {
  constexpr std::size_t kToken = 12;
  return "sessions-mcp-" + fresh_token(kToken);
}

}  // namespace smcp::tmux
