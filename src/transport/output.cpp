#include "transport/output.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace smcp::transport {

Result<std::unique_ptr<Output>> Output::open(uv::Loop& loop, int fd, Events events) {
  const auto kind = uv::kind_of(fd);
  const int flags = ::fcntl(fd, F_GETFL);
  if (kind == uv::FdKind::unusable || flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
    return Error{Errc::io, "cannot write to file descriptor " + std::to_string(fd) +
                               ": it must be a pipe, a socket, a terminal or a file open for writing"};
  std::unique_ptr<Output> output(new Output(fd, std::move(events)));
  if (kind == uv::FdKind::file) return output;
  auto stream = uv::Stream::open(loop, fd);
  if (!stream) return stream.error();
  output->stream_ = std::move(*stream);
  ::fcntl(fd, F_SETPIPE_SZ, kPipeSize);  // if it fails, writes just take smaller steps
  return output;
}

Output::~Output() {
  if (!stream_ && fd_ > STDERR_FILENO) ::close(fd_);
}

std::size_t Output::unwritten() const {
  if (failed_ || !stream_) return 0;
  return uv_stream_get_write_queue_size(stream_->raw()) + gathered_.size();
}

void Output::send(std::string& bytes) {
  if (failed_) return;
  sent_ += bytes.size();
  if (!stream_) return write_file(bytes);
  if (writes_ == 0 && (write_now(bytes) || failed_)) return;
  if (writes_ == 0) return write_later(std::move(bytes));
  if (bytes.size() < kGather) {
    gathered_ += bytes;
    if (gathered_.size() >= kGather) write_gathered();
    return;
  }
  write_gathered();
  write_later(std::move(bytes));
}

/// True if everything was written; otherwise `bytes` is the rest. Large messages are left to write_later(),
/// which also tries at once, and does not have to move the rest to the front.
bool Output::write_now(std::string& bytes) {
  if (bytes.size() > kGather) return false;
  const auto count = stream_->try_write(bytes);
  if (count < 0) {
    fail(static_cast<int>(count));
    return false;
  }
  if (static_cast<std::size_t>(count) == bytes.size()) return true;
  bytes.erase(0, static_cast<std::size_t>(count));
  return false;
}

void Output::write_later(std::string bytes) {
  ++writes_;
  stream_->write(std::move(bytes), [this](int status) { written(status); });
}

void Output::write_gathered() {
  if (!gathered_.empty()) write_later(std::exchange(gathered_, {}));
}

void Output::written(int status) {
  --writes_;
  if (status != 0) return fail(status);
  if (failed_) return;
  if (writes_ == 0) write_gathered();
  events_.written();
}

void Output::write_file(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(fd_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      return fail(-errno);  // libuv's errors are negative errnos
    }
  }
}

void Output::fail(int status) {
  if (failed_) return;
  failed_ = true;
  gathered_ = {};
  events_.failed(status);
}

}  // namespace smcp::transport
