// The timers of a loop: reading what they were set to, and firing them early, so that a test of pauses
// neither waits for them nor measures how late a busy machine is.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include <uv.h>

#include "io/uv_loop.hpp"
#include "support/catch.hpp"

namespace smcp::test {

/// The timers, the one that is due first at the front.
[[nodiscard]] inline std::vector<uv_timer_t*> running_timers(uv::Loop& loop) {
  std::vector<uv_timer_t*> timers;
  uv_walk(
      loop.raw(),
      [](uv_handle_t* handle, void* into) {
        if (handle->type != UV_TIMER || uv_is_active(handle) == 0) return;
        static_cast<std::vector<uv_timer_t*>*>(into)->push_back(reinterpret_cast<uv_timer_t*>(handle));
      },
      &timers);
  std::sort(timers.begin(), timers.end(), [](const uv_timer_t* a, const uv_timer_t* b) {
    return uv_timer_get_due_in(a) < uv_timer_get_due_in(b);
  });
  return timers;
}

/// The time left on the first timer: the time it was set to, if setting it was the last thing that happened.
/// Nothing if none runs.
[[nodiscard]] inline std::optional<std::chrono::milliseconds> timer_due(uv::Loop& loop) {
  const auto timers = running_timers(loop);
  if (timers.empty()) return std::nullopt;
  return std::chrono::milliseconds(uv_timer_get_due_in(timers.front()));
}

/// Fires one timer now.
inline void fire(uv::Loop& loop, uv_timer_t* timer) {
  uv_timer_set_repeat(timer, 1);  // uv_timer_again() needs a repeating timer
  REQUIRE(uv_timer_again(timer) == 0);
  uv_timer_set_repeat(timer, 0);
  while (uv_timer_get_due_in(timer) > 0) uv_update_time(loop.raw());  // for 1 ms
  uv_run(loop.raw(), UV_RUN_NOWAIT);
}
inline void fire_timer(uv::Loop& loop) {
  const auto timers = running_timers(loop);
  REQUIRE_FALSE(timers.empty());
  fire(loop, timers.front());
}

}  // namespace smcp::test
