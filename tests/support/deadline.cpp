#include "support/deadline.hpp"

#include <algorithm>
#include <cstdlib>

namespace smcp::test {

int slowness() {
  static const int factor = [] {
    const char* value = std::getenv("SESSIONS_MCP_TEST_SLOWNESS");
    if (value != nullptr) return std::max(1, std::atoi(value));
#if defined(SESSIONS_MCP_SANITIZED)
    return 3;
#else
    return 1;
#endif
  }();
  return factor;
}

milliseconds time_left(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
  return std::max(left, milliseconds{0});
}

}  // namespace smcp::test
