#include "io/uv_timer.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

Timer::Timer(Loop& loop, UniqueFunction<void()> on_fire)
    : on_fire_(std::move(on_fire)), handle_(new uv_timer_t) {
  check(uv_timer_init(loop.raw(), handle_.get()), "uv_timer_init");
  handle_->data = this;
}

void Timer::start(std::chrono::milliseconds delay, std::chrono::milliseconds repeat) {
  // uv_timer_start() counts from the loop's cached time, which is out of date after a long callback.
  uv_update_time(handle_->loop);
  const auto fire = [](uv_timer_t* handle) {
    auto* self = static_cast<Timer*>(handle->data);
    self->on_fire_();
  };
  check(uv_timer_start(handle_.get(), fire,
                       static_cast<std::uint64_t>(std::max<std::int64_t>(delay.count(), 0)),
                       static_cast<std::uint64_t>(repeat.count())),
        "uv_timer_start");
}

void Timer::stop() {
  uv_timer_stop(handle_.get());
}

}  // namespace smcp::uv
