#include "io/uv_socket.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace smcp::uv {

LocalSocket::LocalSocket(Loop& loop, OnData on_data, OnEnd on_end)
    : loop_(loop), on_data_(std::move(on_data)), on_end_(std::move(on_end)) {}

LocalSocket::~LocalSocket() {
  close();
}

int LocalSocket::connect(const std::string& path) {
  close();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return UV_ENAMETOOLONG;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return uv_translate_sys_error(errno);
  write_error_ = 0;
  int status = 0;
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    status = uv_translate_sys_error(errno);
  } else {
    auto handle = std::make_unique<uv_poll_t>();
    status = uv_poll_init(loop_.raw(), handle.get(), fd_);
    if (status == 0) {
      handle_.reset(handle.release());
      handle_->data = this;
      watch();
      return 0;
    }
  }
  ::close(std::exchange(fd_, -1));
  return status;
}

void LocalSocket::close() {
  handle_.reset();  // before its descriptor is closed, as libuv requires
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  for (const Piece& piece : backlog_) {
    if (piece.descriptor >= 0) ::close(piece.descriptor);
  }
  backlog_.clear();
}

void LocalSocket::send(std::string_view bytes) {
  if (fd_ < 0) return;
  if (sent_all()) bytes.remove_prefix(write_some(bytes, -1));
  if (!bytes.empty()) enqueue(bytes, -1);
}

void LocalSocket::send_with_descriptor(std::string_view bytes, int descriptor) {
  if (fd_ < 0) return;
  const std::size_t written = sent_all() ? write_some(bytes, descriptor) : 0;
  // The descriptor was sent with the first byte, so the rest no longer needs it.
  if (written == 0) {
    const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return copy >= 0 ? enqueue(bytes, copy) : stop_writing();
  }
  if (written < bytes.size()) enqueue(bytes.substr(written), -1);
}

std::size_t LocalSocket::write_some(std::string_view bytes, int descriptor) {
  iovec data{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};
  if (descriptor >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  ssize_t written = 0;
  do {
    written = ::sendmsg(fd_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (written < 0 && errno == EINTR);
  if (written >= 0) return static_cast<std::size_t>(written);
  if (errno == EAGAIN) return 0;
  write_error_ = uv_translate_sys_error(errno);
  stop_writing();
  return bytes.size();
}

// What comes after a half-written message would be read as the rest of that message.
void LocalSocket::stop_writing() {
  ::shutdown(fd_, SHUT_WR);
}

void LocalSocket::enqueue(std::string_view bytes, int descriptor) {
  const bool idle = sent_all();
  backlog_.push_back({std::string(bytes), descriptor});
  if (idle) watch();
}

void LocalSocket::write_backlog() {
  while (!backlog_.empty()) {
    Piece& first = backlog_.front();
    const std::size_t written = write_some(first.bytes, first.descriptor);
    if (written == 0) return;
    if (first.descriptor >= 0) ::close(std::exchange(first.descriptor, -1));
    if (written < first.bytes.size()) {
      first.bytes.erase(0, written);
    } else {
      backlog_.pop_front();
    }
  }
  watch();
}

void LocalSocket::watch() {
  const auto happened = [](uv_poll_t* handle, int status, int events) {
    static_cast<LocalSocket*>(handle->data)->ready(status, events);
  };
  uv_poll_start(handle_.get(), UV_READABLE | (sent_all() ? 0 : UV_WRITABLE), happened);
}

void LocalSocket::ready(int status, int events) {
  if (status == 0 && (events & UV_WRITABLE) != 0) write_backlog();
  if (status != 0) watch();  // libuv has stopped: the peer is gone, but some of its bytes are left
  if (status != 0 || (events & UV_READABLE) != 0) readable();
}

// Reads one piece per turn: the callback may destroy us, and libuv calls again as long as there is more.
void LocalSocket::readable() {
  const uv_buf_t buffer = loop_.read_buffer();
  ssize_t count = 0;
  do {
    count = ::recv(fd_, buffer.base, buffer.len, MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  if (count > 0) return on_data_({buffer.base, static_cast<std::size_t>(count)});
  if (count < 0 && errno == EAGAIN) return;
  const int status = count == 0 ? write_error_ : uv_translate_sys_error(errno);
  close();
  on_end_(status);
}

}  // namespace smcp::uv
