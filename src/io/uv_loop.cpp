#include "io/uv_loop.hpp"

#include <csignal>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

/// Whether a handle has been closed and its close callback not been called yet.
bool has_closing(uv_loop_t* loop) {
  bool found = false;
  uv_walk(
      loop,
      [](uv_handle_t* handle, void* to) {
        if (uv_is_closing(handle) != 0) *static_cast<bool*>(to) = true;
      },
      &found);
  return found;
}

}  // namespace

Loop::Loop() {
  std::signal(SIGPIPE, SIG_IGN);  // libuv writes with write(2); children get the default back from uv_spawn
  check(uv_loop_init(&loop_), "uv_loop_init");
  uv_timer_init(&loop_, &turn_);
  uv_unref(reinterpret_cast<uv_handle_t*>(&turn_));
}

Loop::~Loop() {
  while (farewells_ > 0) run_once();
  uv_close(reinterpret_cast<uv_handle_t*>(&turn_), nullptr);
  // Not until nothing is active: a handle that leaked may be active for ever.
  while (has_closing(&loop_)) uv_run(&loop_, UV_RUN_NOWAIT);
  check(uv_loop_close(&loop_), "uv_loop_close: a handle was not closed");
}

void Loop::run() {
  uv_run(&loop_, UV_RUN_DEFAULT);
}
void Loop::run_once() {
  uv_timer_start(
      &turn_, [](uv_timer_t*) {}, kLongestTurn, kLongestTurn);
  uv_run(&loop_, UV_RUN_ONCE);
  uv_timer_stop(&turn_);
}
void Loop::stop() {
  uv_stop(&loop_);
}

uv_buf_t Loop::read_buffer() {
  if (!read_buffer_) read_buffer_ = std::make_unique<char[]>(kReadBuffer);
  return uv_buf_init(read_buffer_.get(), kReadBuffer);
}

}  // namespace smcp::uv
