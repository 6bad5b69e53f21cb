// A descriptor on the loop through poll(2): it is read piece by piece, and what it does not accept is kept and
// written later. What borrows, opens or connects a descriptor is built on this.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "base/unique_function.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// It never closes the descriptor, which must stay open until close(). Destroying it closes it; no callback is
/// called any more.
class PolledFd {
 public:
  /// Each is called in a turn of the loop, never from within a member function other than drain(), and may close,
  /// open again or destroy this as its last action.
  struct Events {
    /// A piece of what was read, valid only inside the call. There is one in a turn; libuv calls again as long as
    /// there is more.
    UniqueFunction<void(std::string_view)> data;
    /// Nothing more can be read: `status` is 0 at the end of input, otherwise a negative libuv error. Reading has
    /// stopped.
    UniqueFunction<void(int status)> end;
    /// Everything that was kept has been written (0), or writing has failed (a negative libuv error) and the rest
    /// is dropped.
    UniqueFunction<void(int status)> written;
  };

  /// write() without a descriptor to be sent.
  static constexpr int kNoDescriptor = -1;

  PolledFd(Loop& loop, Events events) : loop_(loop), events_(std::move(events)) {}
  PolledFd(const PolledFd&) = delete;
  PolledFd& operator=(const PolledFd&) = delete;
  ~PolledFd() { close(); }

  /// Takes `fd` in place of any earlier one and makes it non-blocking. Nothing is read before read_start().
  /// Returns 0, or a negative libuv error if it cannot be waited for.
  [[nodiscard]] int open(int fd);
  /// Drops what is not written, and leaves nothing on the loop. Does nothing if it is closed.
  void close();
  [[nodiscard]] bool is_open() const { return handle_ != nullptr; }

  /// These may be called at any time, and repeatedly. While closed, they do nothing.
  void read_start();
  void read_stop();
  /// Passes on what can be read right now, even between read_stop() and read_start(); `data` must not close or
  /// destroy this here. May be called inside any callback of the loop: what another stream has read stays intact.
  void drain();

  /// Writes as much as the descriptor accepts at once, ahead of anything kept. Returns that many bytes (0 if it
  /// would block), or a negative libuv error.
  [[nodiscard]] std::ptrdiff_t try_write(std::string_view bytes, int descriptor = kNoDescriptor);
  /// Writes what is accepted now, and keeps the rest. If this is a Unix socket, `descriptor` goes with the first of
  /// the bytes; the caller keeps it, and may close it at once. Returns 0, or a negative libuv error: then this and
  /// everything kept is dropped, and `written` is not called.
  [[nodiscard]] int write(std::string_view bytes, int descriptor = kNoDescriptor);
  /// Keeps all of the bytes for a later turn of the loop.
  void write_later(std::string bytes);
  /// The number of bytes that are kept.
  [[nodiscard]] std::size_t unwritten() const { return unwritten_; }

 private:
  struct Piece {
    std::string bytes;
    int descriptor = kNoDescriptor;  ///< a copy of ours
    std::size_t written = 0;
  };

  void watch();
  void ready(int status, int events);
  void readable();
  /// Returns the number of bytes read, 0 at the end of input, or a negative libuv error.
  [[nodiscard]] std::ptrdiff_t read_some(uv_buf_t buffer) const;
  void keep(std::string_view bytes);
  /// Returns 0 or a negative libuv error.
  int write_kept();
  void drop_kept();

  Loop& loop_;
  Events events_;
  UvHandle<uv_poll_t> handle_;
  int fd_ = -1;
  int watched_ = 0;  ///< the events for which the handle is started
  bool reading_ = false;
  std::deque<Piece> kept_;
  std::size_t unwritten_ = 0;
};

}  // namespace smcp::uv
