#include "io/borrowed_fd.hpp"

#include <cerrno>
#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

Result<std::unique_ptr<BorrowedFd>> BorrowedFd::open(Loop& loop, int fd) {
  std::unique_ptr<BorrowedFd> made(new BorrowedFd(loop, fd));
  auto handle = std::make_unique<uv_poll_t>();
  const int status = uv_poll_init(loop.raw(), handle.get(), fd);
  if (status != 0)
    return Error{Errc::io, "cannot use file descriptor " + std::to_string(fd) + ": " + error_text(status)};
  made->handle_.reset(handle.release());
  made->handle_->data = made.get();
  return made;
}

void BorrowedFd::read_start(OnData on_data, OnEnd on_end) {
  on_data_ = std::move(on_data);
  on_end_ = std::move(on_end);
  reading_ = true;
  watch();
}

std::ptrdiff_t BorrowedFd::try_write(std::string_view bytes) {
  ssize_t count = 0;
  do {
    count = ::write(fd_, bytes.data(), bytes.size());
  } while (count < 0 && errno == EINTR);
  if (count >= 0) return count;
  return errno == EAGAIN ? 0 : uv_translate_sys_error(errno);
}

void BorrowedFd::write(std::string bytes, OnWritten on_written) {
  unwritten_ = std::move(bytes);
  on_written_ = std::move(on_written);
  writing_ = true;
  watch();
}

void BorrowedFd::watch() {
  const int events = (reading_ ? UV_READABLE : 0) | (writing_ ? UV_WRITABLE : 0);
  if (events == 0) {
    uv_poll_stop(handle_.get());
    return;
  }
  const auto happened = [](uv_poll_t* handle, int status, int found) {
    auto* const self = static_cast<BorrowedFd*>(handle->data);
    // libuv has stopped because the terminal is gone; reading and writing will report that.
    if (status != 0) self->watch();
    self->ready(status == 0 ? found : UV_READABLE | UV_WRITABLE);
  };
  uv_poll_start(handle_.get(), events, happened);
}

// Does only one of the two per turn: the callback may destroy us, and libuv calls again as long as there is
// more.
void BorrowedFd::ready(int events) {
  if ((events & UV_WRITABLE) != 0 && writing_ && writable()) return;
  if ((events & UV_READABLE) != 0 && reading_) readable();
}

void BorrowedFd::readable() {
  const uv_buf_t buffer = loop_.read_buffer();
  ssize_t count = 0;
  do {
    count = ::read(fd_, buffer.base, buffer.len);
  } while (count < 0 && errno == EINTR);
  if (count > 0) return on_data_({buffer.base, static_cast<std::size_t>(count)});
  if (count < 0 && errno == EAGAIN) return;
  const int status = count == 0 ? 0 : uv_translate_sys_error(errno);
  reading_ = false;
  watch();
  auto on_end = std::move(on_end_);  // it may destroy this
  on_end(status);
}

bool BorrowedFd::writable() {
  const std::ptrdiff_t count = try_write(unwritten_);
  if (count >= 0) unwritten_.erase(0, static_cast<std::size_t>(count));
  if (count >= 0 && !unwritten_.empty()) return false;
  writing_ = false;
  watch();
  auto on_written = std::move(on_written_);  // it may write again, or destroy this
  on_written(count < 0 ? static_cast<int>(count) : 0);
  return true;
}

}  // namespace smcp::uv
