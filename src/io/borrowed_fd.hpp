// Using a descriptor that is owned elsewhere on the loop. For terminals, because Stream of uv_stream.hpp may reopen
// them or, if it cannot, write to them in a way that blocks the whole loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/polled_fd.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// Destroying it leaves the descriptor open; no callback is called any more.
class BorrowedFd {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 at the end of input, otherwise a negative libuv error. Called once, after the last data.
  using OnEnd = UniqueFunction<void(int status)>;
  using OnWritten = UniqueFunction<void(int status)>;

  /// `fd` is made non-blocking. It must stay open longer than this, and must not be used by another
  /// BorrowedFd. Errc::io if it cannot be waited for.
  [[nodiscard]] static Result<std::unique_ptr<BorrowedFd>> open(Loop& loop, int fd);

  /// Either callback may destroy this. Neither is called from within this function.
  void read_start(OnData on_data, OnEnd on_end);
  /// Writes as much as the descriptor accepts at once. Returns that many bytes (0 if it would block), or a
  /// negative error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes) { return polled_.try_write(bytes); }
  /// Writes all of the bytes. Only one write at a time. `on_written` may destroy this; it is called once,
  /// never from within this function.
  void write(std::string bytes, OnWritten on_written);

 private:
  explicit BorrowedFd(Loop& loop);
  void ended(int status);
  void written(int status);

  OnData on_data_;
  OnEnd on_end_;
  OnWritten on_written_;
  PolledFd polled_;
};

}  // namespace smcp::uv
