#include "io/borrowed_fd.hpp"

#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {

BorrowedFd::BorrowedFd(Loop& loop)
    : polled_(loop, {[this](std::string_view bytes) { on_data_(bytes); },
                     [this](int status) { ended(status); }, [this](int status) { written(status); }}) {}

Result<std::unique_ptr<BorrowedFd>> BorrowedFd::open(Loop& loop, int fd) {
  std::unique_ptr<BorrowedFd> made(new BorrowedFd(loop));
  const int status = made->polled_.open(fd);
  if (status != 0)
    return Error{Errc::io, "cannot use file descriptor " + std::to_string(fd) + ": " + error_text(status)};
  return made;
}

void BorrowedFd::read_start(OnData on_data, OnEnd on_end) {
  on_data_ = std::move(on_data);
  on_end_ = std::move(on_end);
  polled_.read_start();
}

void BorrowedFd::write(std::string bytes, OnWritten on_written) {
  on_written_ = std::move(on_written);
  polled_.write_later(std::move(bytes));
}

void BorrowedFd::ended(int status) {
  auto on_end = std::move(on_end_);  // it may destroy this
  on_end(status);
}

void BorrowedFd::written(int status) {
  auto on_written = std::move(on_written_);  // it may write again, or destroy this
  on_written(status);
}

}  // namespace smcp::uv
