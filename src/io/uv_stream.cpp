#include "io/uv_stream.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

template <typename T>
void close_as(uv_handle_t* handle) {
  CloseHandle{}(reinterpret_cast<T*>(handle));
}

/// A write under way; it is freed in its callback.
struct WriteRequest {
  uv_write_t request{};
  std::string bytes;
  Stream::OnWritten on_written;
};

}  // namespace

FdKind kind_of(int fd) {
  switch (uv_guess_handle(fd)) {
    case UV_NAMED_PIPE:
    case UV_TCP:
      return FdKind::stream;
    case UV_TTY:
      return FdKind::terminal;
    case UV_FILE:
      return FdKind::file;
    default:
      return FdKind::unusable;
  }
}

template <typename T>
Stream::Stream(Loop& loop, UvHandle<T> handle)
    : loop_(loop),
      handle_(as_handle(handle.get()), close_as<T>),
      stream_(reinterpret_cast<uv_stream_t*>(handle.get())) {
  static_cast<void>(handle.release());
  stream_->data = this;
}

Stream::~Stream() {
  // uv_close() leaves a standard descriptor open. Its flags are restored first, for its other holders.
  if (restore_fd_ >= 0) ::fcntl(restore_fd_, F_SETFL, restore_flags_);
}

Result<std::unique_ptr<Stream>> Stream::open(Loop& loop, int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  std::unique_ptr<Stream> stream;
  int status = 0;
  switch (uv_guess_handle(fd)) {
    case UV_NAMED_PIPE: {
      UvHandle<uv_pipe_t> handle(new uv_pipe_t);
      check(uv_pipe_init(loop.raw(), handle.get(), 0), "uv_pipe_init");
      status = uv_pipe_open(handle.get(), fd);
      stream.reset(new Stream(loop, std::move(handle)));
      break;
    }
    case UV_TCP: {
      UvHandle<uv_tcp_t> handle(new uv_tcp_t);
      check(uv_tcp_init(loop.raw(), handle.get()), "uv_tcp_init");
      status = uv_tcp_open(handle.get(), fd);
      stream.reset(new Stream(loop, std::move(handle)));
      break;
    }
    case UV_TTY: {
      auto raw = std::make_unique<uv_tty_t>();
      status = uv_tty_init(loop.raw(), raw.get(), fd, 0);
      if (status != 0) break;
      stream.reset(new Stream(loop, UvHandle<uv_tty_t>(raw.release())));
      break;
    }
    default:
      status = UV_EINVAL;
  }
  if (status != 0)
    return Error{Errc::io, "cannot use file descriptor " + std::to_string(fd) + ": " + error_text(status)};
  if (fd <= STDERR_FILENO && flags >= 0) {
    stream->restore_fd_ = fd;
    stream->restore_flags_ = flags;
  }
  return stream;
}

std::unique_ptr<Stream> Stream::pipe(Loop& loop) {
  UvHandle<uv_pipe_t> handle(new uv_pipe_t);
  check(uv_pipe_init(loop.raw(), handle.get(), 0), "uv_pipe_init");
  return std::unique_ptr<Stream>(new Stream(loop, std::move(handle)));
}

void Stream::read_start(OnData on_data, OnEnd on_end) {
  on_data_ = std::move(on_data);
  on_end_ = std::move(on_end);
  read_resume();
}

void Stream::read_stop() {
  uv_read_stop(stream_);
}

void Stream::read_resume() {
  const auto allocate = [](uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
    *buffer = static_cast<Stream*>(handle->data)->loop_.read_buffer();
  };
  const auto arrived = [](uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
    static_cast<Stream*>(stream->data)->data_arrived(count, buffer->base);
  };
  uv_read_start(stream_, allocate, arrived);
}

void Stream::data_arrived(std::ptrdiff_t count, const char* data) {
  if (count == 0) return;
  if (count > 0) {
    on_data_({data, static_cast<std::size_t>(count)});
    return;
  }
  read_stop();
  auto on_end = std::move(on_end_);  // it may destroy this stream
  on_end(count == UV_EOF ? 0 : static_cast<int>(count));
}

std::ptrdiff_t Stream::try_write(std::string_view bytes) {
  uv_buf_t buffer = uv_buf_init(const_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
  const int written = uv_try_write(stream_, &buffer, 1);
  return written == UV_EAGAIN ? 0 : written;
}

void Stream::write(std::string bytes, OnWritten on_written) {
  auto owned = std::make_unique<WriteRequest>();
  owned->bytes = std::move(bytes);
  owned->on_written = std::move(on_written);
  const uv_buf_t buffer = uv_buf_init(owned->bytes.data(), static_cast<unsigned>(owned->bytes.size()));
  auto* request = owned.release();
  request->request.data = request;
  const auto written = [](uv_write_t* finished, int status) {
    const std::unique_ptr<WriteRequest> mine(static_cast<WriteRequest*>(finished->data));
    // A destroyed stream has no data pointer any more, so its callbacks are not called.
    if (finished->handle->data != nullptr) mine->on_written(status);
  };
  const int status = uv_write(&request->request, stream_, &buffer, 1, written);
  if (status == 0) return;
  const std::unique_ptr<WriteRequest> failed(request);
  refused_.push_back({std::move(failed->on_written), status});
  if (!tell_refused_) tell_refused_ = std::make_unique<Timer>(loop_, [this] { tell_refused(); });
  tell_refused_->start(std::chrono::milliseconds{0});
}

/// One in a turn: its receiver may destroy us.
void Stream::tell_refused() {
  Refused first = std::move(refused_.front());
  refused_.pop_front();
  if (!refused_.empty()) tell_refused_->start(std::chrono::milliseconds{0});
  first.on_written(first.status);
}

}  // namespace smcp::uv
