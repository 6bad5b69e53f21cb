// The only way to tell the user something: a line on stderr. stdout belongs to the protocol.
#pragma once

#include <string_view>

namespace smcp {

/// Writes `sessions-mcp: MESSAGE` and a newline to stderr in one write. What cannot be written is dropped.
void log(std::string_view message);

}  // namespace smcp
