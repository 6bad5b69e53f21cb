// How much a test at random does: SESSIONS_MCP_TEST_ROUNDS says how often, SESSIONS_MCP_TEST_SEED repeats a run.
#pragma once

#include <cstdlib>
#include <random>

namespace smcp::test {

/// `otherwise`: where nobody says.
[[nodiscard]] inline int rounds(int otherwise) {
  const char* const wanted = std::getenv("SESSIONS_MCP_TEST_ROUNDS");
  return wanted != nullptr ? std::atoi(wanted) : otherwise;
}

[[nodiscard]] inline unsigned chosen_seed() {
  const char* const given = std::getenv("SESSIONS_MCP_TEST_SEED");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

}  // namespace smcp::test
