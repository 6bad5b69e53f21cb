#include "io/uv_socket.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace smcp::uv {

LocalSocket::LocalSocket(Loop& loop, OnData on_data, OnEnd on_end)
    : on_end_(std::move(on_end)),
      polled_(loop, {std::move(on_data), [this](int status) { ended(status); },
                     [this](int status) { written(status); }}) {}

LocalSocket::~LocalSocket() {
  close();
}

int LocalSocket::connected(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return UV_ENAMETOOLONG;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return uv_translate_sys_error(errno);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  const int status = uv_translate_sys_error(errno);
  ::close(fd);
  return status;
}

int LocalSocket::connect(const std::string& path) {
  close();
  const int fd = connected(path);
  return fd < 0 ? fd : take(fd);
}

int LocalSocket::take(int descriptor) {
  close();
  fd_ = descriptor;
  write_error_ = 0;
  const int status = polled_.open(fd_);
  if (status == 0) {
    polled_.read_start();
  } else {
    ::close(std::exchange(fd_, -1));
  }
  return status;
}

void LocalSocket::close() {
  polled_.close();  // before its descriptor is closed, as libuv requires
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void LocalSocket::send(std::string_view bytes) {
  if (fd_ >= 0) written(polled_.write(bytes));
}

void LocalSocket::send_with_descriptor(std::string_view bytes, int descriptor) {
  if (fd_ >= 0) written(polled_.write(bytes, descriptor));
}

void LocalSocket::written(int status) {
  if (status == 0) return;
  write_error_ = status;
  // What comes after a half-written message would be read as the rest of that message.
  ::shutdown(fd_, SHUT_WR);
}

void LocalSocket::ended(int status) {
  const int told = status == 0 ? write_error_ : status;
  close();
  on_end_(told);
}

}  // namespace smcp::uv
