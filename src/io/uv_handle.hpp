// What owns a handle of libuv. Only this file, uv_stream and uv_process contain libuv's casts.
#pragma once

#include <memory>

#include <uv.h>

namespace smcp::uv {

template <typename T>
uv_handle_t* as_handle(T* handle) {
  return reinterpret_cast<uv_handle_t*>(handle);
}

/// Closes an initialised handle; the memory is freed when libuv has released it. A handle whose `uv_spawn`
/// failed is closed in the same way.
struct CloseHandle {
  template <typename T>
  void operator()(T* handle) const {
    handle->data = nullptr;
    uv_close(as_handle(handle), [](uv_handle_t* h) { delete reinterpret_cast<T*>(h); });
  }
};
template <typename T>
using UvHandle = std::unique_ptr<T, CloseHandle>;

}  // namespace smcp::uv
