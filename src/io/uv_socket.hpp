// A Unix stream socket as a client, on the loop.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "io/uv.hpp"

namespace smcp::uv {

/// Connects at once or not at all, as Unix sockets do; may be closed and connected again, keeping its memory.
/// Destroying it closes it; callbacks that were not called by then never are.
class LocalSocket {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 when the peer has closed, a negative libuv error otherwise: UV_ECONNRESET or UV_EPIPE if
  /// it has closed, or was never there to accept us, with bytes of ours that it has not read. The socket is
  /// closed by then.
  using OnEnd = UniqueFunction<void(int status)>;

  /// Either callback may close or destroy the socket. Neither is called from within a member function.
  LocalSocket(Loop& loop, OnData on_data, OnEnd on_end);
  LocalSocket(const LocalSocket&) = delete;
  LocalSocket& operator=(const LocalSocket&) = delete;
  ~LocalSocket();

  /// 0, or a negative libuv error: UV_EAGAIN if too many wait for the server to accept them.
  [[nodiscard]] int connect(const std::string& path);
  /// Writes what the socket takes now and keeps the rest until it takes more. A peer that is gone is told by
  /// on_end.
  void send(std::string_view bytes);
  /// The same with a descriptor, which stays the caller's, beside the first of the bytes (of which there must
  /// be one).
  void send_with_descriptor(std::string_view bytes, int descriptor);
  /// Whether all that was given to send() has been written.
  [[nodiscard]] bool sent_all() const { return backlog_.empty(); }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  /// -1 if it is not open; stays ours.
  [[nodiscard]] int descriptor() const { return fd_; }
  void close();

 private:
  struct Piece {
    std::string bytes;
    int descriptor;  ///< a copy of ours, or -1
  };

  /// What was written, 0 if there is no room; an error counts as all: nothing can be written then, and
  /// reading will tell.
  std::size_t write_some(std::string_view bytes, int descriptor);
  void enqueue(std::string_view bytes, int descriptor);
  void stop_writing();
  void write_backlog();
  void watch();
  void ready(int status, int events);
  void readable();

  Loop& loop_;
  OnData on_data_;
  OnEnd on_end_;
  UvHandle<uv_poll_t> handle_;
  int fd_ = -1;
  int write_error_ = 0;  ///< why the last write failed, if it did
  std::deque<Piece> backlog_;
};

}  // namespace smcp::uv
