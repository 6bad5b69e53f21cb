#include "cli/followed_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/uv_error.hpp"

namespace smcp::cli {
namespace {

/// Read at once, in bytes.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

Error reason(int error) {
  return {error == ENOENT ? Errc::not_found : Errc::io, uv::error_text(-error)};
}

}  // namespace

Status FollowedFile::open() {
  // O_NONBLOCK: a FIFO without a writer would hold us up.
  fd_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd_ < 0) return reason(errno);
  at_ = 0;
  return Ok{};
}

void FollowedFile::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Status FollowedFile::read_to_end() {
  struct stat found {};
  if (::fstat(fd_, &found) == 0 && S_ISREG(found.st_mode) && found.st_size < at_) {
    sink_.on_end();
    at_ = ::lseek(fd_, 0, SEEK_SET);
  }
  std::array<char, kPiece> piece{};
  for (;;) {
    const ssize_t size = ::read(fd_, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno != EAGAIN) return reason(errno);
    if (size <= 0) return Ok{};
    at_ += size;
    sink_.on_bytes(std::string_view(piece.data(), static_cast<std::size_t>(size)));
  }
}

bool FollowedFile::is_replaced() const {
  struct stat open {};
  struct stat named {};
  if (::fstat(fd_, &open) != 0 || ::stat(path_.c_str(), &named) != 0) return true;
  return open.st_dev != named.st_dev || open.st_ino != named.st_ino;
}

Status FollowedFile::read() {
  if (fd_ < 0) {
    if (Status opened = open(); !opened) return opened;
  }
  for (;;) {
    const bool replaced = is_replaced();  // asked first: what was written before that is read in any case
    if (Status done = read_to_end(); !done || !replaced) return done;
    // Who writes to it opens the new one only when told to. Until there is one, the old one is the file.
    struct stat named {};
    if (::stat(path_.c_str(), &named) != 0) return Ok{};
    sink_.on_end();
    close();
    if (Status opened = open(); !opened) return opened;
  }
}

}  // namespace smcp::cli
