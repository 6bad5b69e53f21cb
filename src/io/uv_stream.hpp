// Pipes, sockets and terminals on the loop, through libuv.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include <uv.h>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_loop.hpp"
#include "io/uv_timer.hpp"

namespace smcp::uv {

/// The kind of a file descriptor, as far as reading and writing are concerned.
enum class FdKind { stream, terminal, file, unusable };
[[nodiscard]] FdKind kind_of(int fd);

/// A pipe, socket or terminal on the loop. Destroying it closes the descriptor (0, 1 and 2 stay open) and
/// drops what was not written; no callback is called any more.
class Stream {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 at the end of input, otherwise a negative libuv error. Called once, after the last data.
  using OnEnd = UniqueFunction<void(int status)>;
  using OnWritten = UniqueFunction<void(int status)>;

  /// Takes over `fd`, which must be a stream or a terminal according to kind_of(). Errc::io if libuv refuses
  /// it. On destruction, standard descriptors get their flags back, because O_NONBLOCK is shared with all
  /// other holders.
  [[nodiscard]] static Result<std::unique_ptr<Stream>> open(Loop& loop, int fd);
  /// An unopened pipe for uv_spawn to fill.
  [[nodiscard]] static std::unique_ptr<Stream> pipe(Loop& loop);

  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();

  /// Either callback may destroy the stream as its last action.
  void read_start(OnData on_data, OnEnd on_end);
  /// Pauses reading; read_resume() continues with the same callbacks.
  void read_stop();
  void read_resume();

  /// Writes as much as the descriptor accepts at once. Returns that many bytes (0 if it would block), or a
  /// negative error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes);
  /// Writes `bytes` and owns them until they are written. `on_written` is called once, never from within this
  /// function, and may destroy the stream.
  void write(std::string bytes, OnWritten on_written);

  [[nodiscard]] uv_stream_t* raw() { return stream_; }

 private:
  template <typename T>
  Stream(Loop& loop, UvHandle<T> handle);
  void data_arrived(std::ptrdiff_t count, const char* data);
  void tell_refused();

  /// A write that libuv did not even begin.
  struct Refused {
    OnWritten on_written;
    int status;
  };

  Loop& loop_;
  std::unique_ptr<uv_handle_t, void (*)(uv_handle_t*)> handle_;
  uv_stream_t* stream_;
  OnData on_data_;
  OnEnd on_end_;
  int restore_fd_ = -1;
  int restore_flags_ = 0;
  std::deque<Refused> refused_;
  std::unique_ptr<Timer> tell_refused_;  ///< made with the first of them
};

}  // namespace smcp::uv
