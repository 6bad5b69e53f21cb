// Work that is always ready, on the loop.
#pragma once

#include "base/unique_function.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// While started, calls back once in every turn of the loop. For work that is always ready (reading a plain
/// file).
class Idle {
 public:
  Idle(Loop& loop, UniqueFunction<void()> on_turn);
  Idle(const Idle&) = delete;
  Idle& operator=(const Idle&) = delete;
  ~Idle() = default;

  void start();
  void stop();

 private:
  UniqueFunction<void()> on_turn_;
  UvHandle<uv_idle_t> handle_;
};

}  // namespace smcp::uv
