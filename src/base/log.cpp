#include "base/log.hpp"

#include <string>
#include <unistd.h>

namespace smcp {

void log(std::string_view message) {
  std::string line = "sessions-mcp: ";
  line.append(message).push_back('\n');
  // A full or closed stderr must neither stop nor kill the server, so the result is ignored.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace smcp
