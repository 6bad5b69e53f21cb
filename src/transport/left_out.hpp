// What becomes of a result that there is no room for, because the client does not read. Pure.
#pragma once

#include "transport/tool_result.hpp"

namespace smcp::transport {

/// What is told in its place; at most kAlwaysSent bytes (limits.hpp).
[[nodiscard]] ToolResult left_out(const ToolResult& result);

}  // namespace smcp::transport
