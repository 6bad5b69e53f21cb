// What we tell MCP clients about ourselves.
#pragma once

#include <string>

namespace smcp::transport {

struct ServerIdentity {
  std::string name;          ///< `serverInfo.name`
  std::string title;         ///< for people; may be empty
  std::string version;       ///< `serverInfo.version`
  std::string instructions;  ///< how the tools work together, for the model; under 2 kB; may be empty
};

}  // namespace smcp::transport
