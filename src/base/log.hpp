// The one way to say something to the person who runs us: a line on stderr. stdout is the protocol's alone.
#pragma once

#include <string_view>

namespace smcp {

/// Writes `sessions-mcp: MESSAGE` and a newline to stderr in one write; what cannot be written is dropped.
void log(std::string_view message);

}  // namespace smcp
