#include "transport/input.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace smcp::transport {

Result<std::unique_ptr<Input>> Input::open(uv::Loop& loop, int fd) {
  const auto kind = uv::kind_of(fd);
  const int flags = ::fcntl(fd, F_GETFL);
  if (kind == uv::FdKind::unusable || flags < 0 || (flags & O_ACCMODE) == O_WRONLY)
    return Error{Errc::io, "cannot read file descriptor " + std::to_string(fd) +
                               ": it must be a pipe, a socket, a terminal or a file open for reading"};
  std::unique_ptr<Input> input(new Input(loop, fd));
  if (kind == uv::FdKind::file) {
    input->idle_ = std::make_unique<uv::Idle>(loop, [raw = input.get()] { raw->read_file(); });
    return input;
  }
  auto stream = uv::Stream::open(loop, fd);
  if (!stream) return stream.error();
  input->stream_ = std::move(*stream);
  return input;
}

Input::~Input() {
  if (!stream_ && fd_ > STDERR_FILENO) ::close(fd_);
}

void Input::start(OnData on_data, OnEnd on_end) {
  on_data_ = std::move(on_data);
  on_end_ = std::move(on_end);
  reading_ = true;
  if (!stream_) return idle_->start();
  stream_->read_start([this](std::string_view chunk) { on_data_(chunk); }, [this](int) { end(); });
}

void Input::pause() {
  if (!reading_ || ended_) return;
  reading_ = false;
  stream_ ? stream_->read_stop() : idle_->stop();
}

void Input::resume() {
  if (reading_ || ended_) return;
  reading_ = true;
  stream_ ? stream_->read_resume() : idle_->start();
}

void Input::read_file() {
  const auto buffer = loop_.read_buffer();
  const auto count = ::read(fd_, buffer.base, buffer.len);
  if (count > 0) return on_data_({buffer.base, static_cast<std::size_t>(count)});
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  idle_->stop();
  end();
}

void Input::end() {
  ended_ = true;
  reading_ = false;
  on_end_();
}

}  // namespace smcp::transport
