#include "io/uv_idle.hpp"

#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

Idle::Idle(Loop& loop, UniqueFunction<void()> on_turn)
    : on_turn_(std::move(on_turn)), handle_(new uv_idle_t) {
  check(uv_idle_init(loop.raw(), handle_.get()), "uv_idle_init");
  handle_->data = this;
}

void Idle::start() {
  const auto turn = [](uv_idle_t* handle) {
    auto* self = static_cast<Idle*>(handle->data);
    self->on_turn_();
  };
  check(uv_idle_start(handle_.get(), turn), "uv_idle_start");
}

void Idle::stop() {
  uv_idle_stop(handle_.get());
}

}  // namespace smcp::uv
