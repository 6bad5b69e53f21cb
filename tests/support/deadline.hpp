// Waiting in tests for a condition, with a deadline that is generous on slow machines. Nothing sleeps for a
// fixed time.
#pragma once

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

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

/// Polls `condition` until it holds; false if the deadline passes first. The pauses grow with the wait, which is longer by
/// an eighth at most, or 2 ms: a condition that runs a program does not keep a processor busy with it.
template <typename Condition>
[[nodiscard]] bool wait_until(Condition condition, milliseconds time = kPatience) {
  constexpr milliseconds kShortestPause{2};
  constexpr milliseconds kLongestPause{25};
  const Clock::time_point begin = Clock::now();
  const Clock::time_point deadline = deadline_in(time);
  while (!condition()) {
    const Clock::time_point now = Clock::now();
    if (now >= deadline) return false;
    const Clock::duration pause = (now - begin) / 8;
    std::this_thread::sleep_for(std::clamp<Clock::duration>(pause, kShortestPause, kLongestPause));
  }
  return true;
}

/// Polls until `look` has returned the same for `still`; false if the deadline passes first.
template <typename Look>
[[nodiscard]] bool wait_until_still(Look look, milliseconds still, milliseconds time = kPatience) {
  auto seen = look();
  Clock::time_point since = Clock::now();
  return wait_until(
      [&] {
        auto now = look();
        if (now != seen) since = Clock::now();
        seen = std::move(now);
        return Clock::now() - since >= still;
      },
      time);
}

}  // namespace smcp::test
