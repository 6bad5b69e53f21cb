// A timer on the loop.
#pragma once

#include <chrono>

#include "base/unique_function.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// A one-shot or repeating timer. Destroying it stops it. Its callback may destroy the timer as its last
/// action.
class Timer {
 public:
  Timer(Loop& loop, UniqueFunction<void()> on_fire);
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() = default;

  void start(std::chrono::milliseconds delay,
             std::chrono::milliseconds repeat = std::chrono::milliseconds{0});
  void stop();

 private:
  UniqueFunction<void()> on_fire_;
  UvHandle<uv_timer_t> handle_;
};

}  // namespace smcp::uv
