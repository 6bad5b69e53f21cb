#include "io/append_file.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

constexpr mode_t kOwnerOnly = 0600;

Error refusal(int error) {
  if (error == ELOOP) return {Errc::io, "it is a symbolic link, which is not followed; name the file itself"};
  return {Errc::io, error_text(-error)};
}

/// A write beyond the process's limit (ulimit -f) is to fail, not to end us. A handler and not SIG_IGN, which programs
/// that we start would inherit.
void survive_size_limit() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  ::sigaction(SIGXFSZ, &action, nullptr);
}

/// What the process may write, in bytes from the beginning of a file. fallocate(2) does not ask for it where the length
/// stays.
bool within_limit(std::size_t end) {
  rlimit limit{};
  return ::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || end <= limit.rlim_cur;
}

}  // namespace

Status AppendFile::open() {
  close();
  survive_size_limit();
  // O_NONBLOCK: a FIFO without a reader would hold us up for ever.
  constexpr int kFlags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
  fd_ = ::open(path_.c_str(), kFlags, kOwnerOnly);
  if (fd_ < 0) return refusal(errno);
  struct stat found {};
  regular_ = ::fstat(fd_, &found) == 0 && S_ISREG(found.st_mode);
  return Ok{};
}

void AppendFile::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  torn_ = false;
}

Status AppendFile::look() {
  struct stat found {};
  if (fd_ >= 0 && ::fstat(fd_, &found) != 0) return refusal(errno);
  if (fd_ < 0 || (regular_ && found.st_nlink == 0)) {
    if (Status opened = open(); !opened) return opened;
    if (::fstat(fd_, &found) != 0) return refusal(errno);
  }
  size_ = regular_ ? static_cast<std::size_t>(found.st_size) : 0;
  return Ok{};
}

Result<AppendFile::Room> AppendFile::reserve(std::size_t bytes) {
  if (const Status looked = look(); !looked) return looked.error();
  if (!regular_) return Room::unknown;
  if (!within_limit(size_ + bytes)) return refusal(EFBIG);
  int done = 0;
  do {
    done = ::fallocate(fd_, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(size_), static_cast<off_t>(bytes));
  } while (done != 0 && errno == EINTR);
  if (done == 0) return Room::reserved;
  if (errno == EOPNOTSUPP || errno == ENOSYS) return Room::unknown;
  return refusal(errno);
}

Status AppendFile::append(std::string_view line) {
  if (Status looked = look(); !looked) return looked;
  std::string bytes = torn_ ? "\n" : "";
  bytes.append(line).push_back('\n');
  if (regular_ && !within_limit(size_ + bytes.size())) return refusal(EFBIG);
  ssize_t written = 0;
  do {
    written = ::write(fd_, bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  if (written < 0) return refusal(errno);
  torn_ = static_cast<std::size_t>(written) < bytes.size();
  // A regular file takes less only where its disk is full, and a FIFO where its reader is slow.
  if (torn_) return refusal(regular_ ? ENOSPC : EAGAIN);
  return Ok{};
}

}  // namespace smcp::uv
