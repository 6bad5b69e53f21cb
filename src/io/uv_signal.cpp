#include "io/uv_signal.hpp"

#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

SignalWatcher::SignalWatcher(Loop& loop, int signal, UniqueFunction<void()> on_signal)
    : on_signal_(std::move(on_signal)), handle_(new uv_signal_t) {
  check(uv_signal_init(loop.raw(), handle_.get()), "uv_signal_init");
  handle_->data = this;
  const auto caught = [](uv_signal_t* handle, int) {
    auto* self = static_cast<SignalWatcher*>(handle->data);
    self->on_signal_();
  };
  check(uv_signal_start(handle_.get(), caught, signal), "uv_signal_start");
  uv_unref(as_handle(handle_.get()));
}

}  // namespace smcp::uv
