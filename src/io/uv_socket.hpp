// A Unix stream socket as a client, on the loop.
#pragma once

#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "io/polled_fd.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

/// Connects at once or not at all, as Unix sockets do. It may be closed and connected again, and keeps its
/// memory. Destroying it closes it; no callback is called any more.
class LocalSocket {
 public:
  using OnData = UniqueFunction<void(std::string_view)>;
  /// `status` is 0 when the peer has closed the connection, otherwise a negative libuv error: UV_ECONNRESET
  /// or UV_EPIPE if it has closed the connection, or never accepted it, without reading all of our bytes. The
  /// socket is already closed when this is called.
  using OnEnd = UniqueFunction<void(int status)>;

  /// Either callback may close or destroy the socket. Neither is called from within a member function.
  LocalSocket(Loop& loop, OnData on_data, OnEnd on_end);
  LocalSocket(const LocalSocket&) = delete;
  LocalSocket& operator=(const LocalSocket&) = delete;
  ~LocalSocket();

  /// Returns 0 or a negative libuv error: UV_EAGAIN if too many connections wait for the server to accept
  /// them.
  [[nodiscard]] int connect(const std::string& path);
  /// The same in two steps: a connected descriptor, or a negative libuv error; and taking it over, whatever comes of it.
  [[nodiscard]] static int connected(const std::string& path);
  [[nodiscard]] int take(int descriptor);
  /// Writes what the socket accepts now, and keeps the rest until it accepts more. on_end reports a peer that
  /// is gone.
  void send(std::string_view bytes);
  /// The same with a descriptor attached to the first byte (there must be at least one). The caller keeps the
  /// descriptor.
  void send_with_descriptor(std::string_view bytes, int descriptor);
  /// Whether everything given to send() has been written.
  [[nodiscard]] bool sent_all() const { return polled_.unwritten() == 0; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  /// The socket's descriptor, which stays ours; -1 if it is not open.
  [[nodiscard]] int descriptor() const { return fd_; }
  void close();

 private:
  void written(int status);
  void ended(int status);

  OnEnd on_end_;
  PolledFd polled_;
  int fd_ = -1;
  int write_error_ = 0;  ///< why the last write failed, or 0
};

}  // namespace smcp::uv
