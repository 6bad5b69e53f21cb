// A descriptor that somebody else owns, on the loop: for terminals, which uv.hpp's Stream may open anew or,
// where it cannot, write to in a way that blocks the whole loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "io/uv.hpp"

namespace smcp::uv {

/// Destroying it leaves the descriptor open; callbacks that were not called by then never are.
class BorrowedFd {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// 0 at the end of input, a negative libuv error otherwise. Once, after the last data.
  using OnEnd = UniqueFunction<void(int status)>;
  using OnWritten = UniqueFunction<void(int status)>;

  /// `fd`, which is made non-blocking, must stay open longer than this and be in no other of these. Errc::io
  /// if it cannot be waited for.
  [[nodiscard]] static Result<std::unique_ptr<BorrowedFd>> open(Loop& loop, int fd);

  /// Either callback may destroy this. Neither is called from within this.
  void read_start(OnData on_data, OnEnd on_end);
  /// Writes what the descriptor takes at once. Bytes taken (0 if it would block) or a negative error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes);
  /// One at a time. `on_written` may destroy this; it is called once, never from within this.
  void write(std::string bytes, OnWritten on_written);

 private:
  explicit BorrowedFd(Loop& loop, int fd) : loop_(loop), fd_(fd) {}
  void watch();
  void ready(int events);
  void readable();
  /// Whether the write is finished; this may be gone then.
  bool writable();

  Loop& loop_;
  int fd_;
  UvHandle<uv_poll_t> handle_;
  OnData on_data_;
  OnEnd on_end_;
  OnWritten on_written_;
  std::string unwritten_;
  bool reading_ = false;
  bool writing_ = false;
};

}  // namespace smcp::uv
