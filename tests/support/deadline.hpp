// Waiting in tests for a condition, with a deadline that is generous on slow machines. Nothing sleeps for a
// fixed time.
#pragma once

#include <chrono>
#include <thread>

namespace smcp::test {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// How much longer than on an idle machine things may take: $SESSIONS_MCP_TEST_SLOWNESS, else 3 under a
/// sanitizer, else 1.
[[nodiscard]] int slowness();

/// Long enough for anything that a working server does at once. Only a failing test waits this long.
inline constexpr seconds kPatience{20};

[[nodiscard]] inline Clock::time_point deadline_in(milliseconds time) {
  return Clock::now() + time * slowness();
}
[[nodiscard]] milliseconds time_left(Clock::time_point deadline);

/// Polls `condition` until it holds; false if the deadline passes first.
template <typename Condition>
[[nodiscard]] bool wait_until(Condition condition, milliseconds time = kPatience) {
  constexpr milliseconds kPoll{5};
  const Clock::time_point deadline = deadline_in(time);
  while (!condition()) {
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(kPoll);
  }
  return true;
}

}  // namespace smcp::test
