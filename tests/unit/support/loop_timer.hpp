// The one timer that is running on a loop: what it was set to, and its end brought forward, so that a test of
// pauses neither waits for them nor measures how late a busy machine is.
#pragma once

#include <chrono>
#include <optional>

#include <uv.h>

#include "support/catch.hpp"
#include "uv.hpp"

namespace smcp::test {

/// Null if none runs.
[[nodiscard]] inline uv_timer_t* running_timer(uv::Loop& loop) {
  struct Found {
    uv_timer_t* timer = nullptr;
    int count = 0;
  } found;
  uv_walk(
      loop.raw(),
      [](uv_handle_t* handle, void* argument) {
        if (handle->type != UV_TIMER || uv_is_active(handle) == 0) return;
        auto* into = static_cast<Found*>(argument);
        into->timer = reinterpret_cast<uv_timer_t*>(handle);
        ++into->count;
      },
      &found);
  REQUIRE(found.count <= 1);
  return found.timer;
}

/// What is left of it: all that it was set to, if it was set last of all that has happened.
[[nodiscard]] inline std::optional<std::chrono::milliseconds> timer_due(uv::Loop& loop) {
  const uv_timer_t* const timer = running_timer(loop);
  if (timer == nullptr) return std::nullopt;
  return std::chrono::milliseconds(uv_timer_get_due_in(timer));
}

/// Lets it fire now.
inline void fire_timer(uv::Loop& loop) {
  uv_timer_t* const timer = running_timer(loop);
  REQUIRE(timer != nullptr);
  uv_timer_set_repeat(timer, 1);  // uv_timer_again() is for those that repeat
  REQUIRE(uv_timer_again(timer) == 0);
  uv_timer_set_repeat(timer, 0);
  loop.run_once();
}

}  // namespace smcp::test
