// A signal on the loop.
#pragma once

#include "base/unique_function.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// Calls back on a signal. It does not keep the loop alive.
class SignalWatcher {
 public:
  SignalWatcher(Loop& loop, int signal, UniqueFunction<void()> on_signal);
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;
  ~SignalWatcher() = default;

 private:
  UniqueFunction<void()> on_signal_;
  UvHandle<uv_signal_t> handle_;
};

}  // namespace smcp::uv
