#include "io/polled_fd.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace smcp::uv {
namespace {

/// Maximum number of reads in drain(): enough for more than the kernel keeps for a terminal (64 KiB), while a
/// process that keeps writing cannot hold us.
constexpr int kDrainReads = 32;
constexpr std::size_t kDrainBuffer = 4096;

/// Repeats a system call that a signal interrupts. Returns what it returns, or a negative libuv error.
template <typename Call>
std::ptrdiff_t uninterrupted(Call call) {
  ssize_t result = 0;
  do {
    result = call();
  } while (result < 0 && errno == EINTR);
  return result < 0 ? uv_translate_sys_error(errno) : result;
}

ssize_t send_with_descriptor(int fd, std::string_view bytes, int descriptor) {
  iovec data{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return ::sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

int PolledFd::open(int fd) {
  close();
  auto handle = std::make_unique<uv_poll_t>();
  const int status = uv_poll_init(loop_.raw(), handle.get(), fd);
  if (status != 0) return status;
  handle_.reset(handle.release());
  handle_->data = this;
  fd_ = fd;
  return 0;
}

void PolledFd::close() {
  handle_.reset();
  fd_ = -1;
  watched_ = 0;
  reading_ = false;
  drop_kept();
}

void PolledFd::read_start() {
  reading_ = is_open();
  watch();
}

void PolledFd::read_stop() {
  reading_ = false;
  watch();
}

void PolledFd::drain() {
  // Not into the loop's buffer: this may be called while another reader's chunk is in it.
  std::array<char, kDrainBuffer> buffer;
  for (int reads = 0; reads < kDrainReads && is_open(); ++reads) {
    const auto count = read_some(uv_buf_init(buffer.data(), buffer.size()));
    if (count <= 0) return;
    events_.data({buffer.data(), static_cast<std::size_t>(count)});
  }
}

std::ptrdiff_t PolledFd::try_write(std::string_view bytes, int descriptor) {
  const auto count = uninterrupted([&]() -> ssize_t {
    if (descriptor != kNoDescriptor) return send_with_descriptor(fd_, bytes, descriptor);
    return ::write(fd_, bytes.data(), bytes.size());
  });
  return count == UV_EAGAIN ? 0 : count;
}

int PolledFd::write(std::string_view bytes, int descriptor) {
  if (kept_.empty() && !bytes.empty()) {
    const auto count = try_write(bytes, descriptor);
    if (count < 0) return static_cast<int>(count);
    if (count > 0) descriptor = kNoDescriptor;  // it went with the first byte
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  if (bytes.empty()) return 0;
  if (descriptor == kNoDescriptor) {
    keep(bytes);
    return 0;
  }
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) {
    const int status = uv_translate_sys_error(errno);
    drop_kept();
    watch();
    return status;
  }
  write_later(std::string(bytes));
  kept_.back().descriptor = copy;
  return 0;
}

// Adds to the last piece, so that many small writes are not many pieces; but never to the first, whose written
// part is freed only with the whole piece.
void PolledFd::keep(std::string_view bytes) {
  if (kept_.size() < 2 || kept_.back().descriptor != kNoDescriptor) return write_later(std::string(bytes));
  kept_.back().bytes += bytes;
  unwritten_ += bytes.size();
}

void PolledFd::write_later(std::string bytes) {
  unwritten_ += bytes.size();
  kept_.push_back({std::move(bytes)});
  watch();
}

int PolledFd::write_kept() {
  while (!kept_.empty()) {
    Piece& first = kept_.front();
    const auto rest = std::string_view(first.bytes).substr(first.written);
    if (!rest.empty()) {
      const auto count = try_write(rest, first.descriptor);
      if (count < 0) {
        drop_kept();
        return static_cast<int>(count);
      }
      if (count == 0) return 0;
      if (first.descriptor != kNoDescriptor) ::close(std::exchange(first.descriptor, kNoDescriptor));
      first.written += static_cast<std::size_t>(count);
      unwritten_ -= static_cast<std::size_t>(count);
    }
    if (first.written == first.bytes.size()) kept_.pop_front();
  }
  return 0;
}

void PolledFd::drop_kept() {
  for (const Piece& piece : kept_) {
    if (piece.descriptor != kNoDescriptor) ::close(piece.descriptor);
  }
  kept_.clear();
  unwritten_ = 0;
}

void PolledFd::watch() {
  if (!is_open()) return;
  const int events = (reading_ ? UV_READABLE : 0) | (kept_.empty() ? 0 : UV_WRITABLE);
  if (events == watched_) return;  // libuv would make two system calls of it
  watched_ = events;
  if (events == 0) {
    uv_poll_stop(handle_.get());
    return;
  }
  const auto happened = [](uv_poll_t* handle, int status, int found) {
    static_cast<PolledFd*>(handle->data)->ready(status, found);
  };
  uv_poll_start(handle_.get(), events, happened);
}

void PolledFd::ready(int status, int events) {
  if (status != 0) {
    // libuv has stopped, because the peer is gone. Reading (some of its bytes may be left) or writing tells how.
    watched_ = 0;
    watch();
    events = reading_ ? UV_READABLE : UV_WRITABLE;
  }
  if ((events & UV_WRITABLE) != 0 && !kept_.empty()) {
    const int failure = write_kept();
    watch();
    if (kept_.empty()) return events_.written(failure);
  }
  if ((events & UV_READABLE) != 0 && reading_) readable();
}

void PolledFd::readable() {
  const uv_buf_t buffer = loop_.read_buffer();
  const auto count = read_some(buffer);
  if (count > 0) return events_.data({buffer.base, static_cast<std::size_t>(count)});
  if (count == UV_EAGAIN) return;
  read_stop();
  events_.end(static_cast<int>(count));
}

std::ptrdiff_t PolledFd::read_some(uv_buf_t buffer) const {
  return uninterrupted([&] { return ::read(fd_, buffer.base, buffer.len); });
}

}  // namespace smcp::uv
