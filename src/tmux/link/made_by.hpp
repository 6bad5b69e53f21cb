// The options by which a session remembers that sessions-mcp made it. Pure.
#pragma once

#include <string_view>

namespace smcp::tmux {

/// Which client asked for it.
inline constexpr std::string_view kMadeByOption = "@smcp-made-by";

}  // namespace smcp::tmux
