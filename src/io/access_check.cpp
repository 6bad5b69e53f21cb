#include "io/access_check.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace smcp::uv {
namespace {

/// Where the kernel cannot close all of them at once (before 5.9), descriptors up to this number are closed
/// one by one: more than a process has that was not told otherwise.
constexpr int kDescriptors = 1024;

/// Children that were given up and had not ended by then. One is reaped when the next question is given up or
/// asked, so that only those stay that the kernel holds.
std::vector<pid_t>& given_up() {
  static std::vector<pid_t> children;
  return children;
}

void reap_given_up() {
  std::erase_if(given_up(), [](pid_t child) { return ::waitpid(child, nullptr, WNOHANG) != 0; });
}

void close_all_from(unsigned first) {
#ifdef SYS_close_range
  if (::syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
  for (int fd = static_cast<int>(first); fd < kDescriptors; ++fd) ::close(fd);
}

/// In the child. It must not keep a descriptor of ours open, least of all the client's pipe, nor answer a
/// signal with libuv's handler.
[[noreturn]] void answer_and_exit(int to, const char* path, int mode, AccessCheck::Access access) {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (to != 0) ::dup2(to, 0);
  close_all_from(1);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int status = access(path, mode) == 0 ? 0 : -errno;  // libuv's errors are negative errnos
  [[maybe_unused]] const auto written = ::write(0, &status, sizeof status);
  ::_exit(0);
}

/// fork() with all signals blocked in the child until it says otherwise.
pid_t fork_blocked() {
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t child = ::fork();
  if (child == 0) return 0;
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return child;
}

}  // namespace

AccessCheck::AccessCheck(Loop& loop, const std::string& path, int mode, UniqueFunction<void(int)> done,
                         Access access)
    : done_(std::move(done)), not_asked_(loop, [this] { tell(error_); }) {
  error_ = ask(loop, path, mode, access == nullptr ? &::access : access);
  if (error_ != 0) not_asked_.start(std::chrono::milliseconds{0});
}

int AccessCheck::ask(Loop& loop, const std::string& path, int mode, Access access) {
  reap_given_up();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return uv_translate_sys_error(errno);
  child_ = fork_blocked();
  if (child_ == 0) answer_and_exit(ends[1], path.c_str(), mode, access);
  const int error = errno;
  ::close(ends[1]);
  auto stream =
      child_ < 0 ? Result<std::unique_ptr<Stream>>(Error{Errc::io, ""}) : Stream::open(loop, ends[0]);
  if (!stream) {
    ::close(ends[0]);
    return child_ < 0 ? uv_translate_sys_error(error) : UV_EIO;
  }
  answer_ = std::move(*stream);
  answer_->read_start([this](std::string_view bytes) { bytes_ += bytes; },
                      [this](int) {
                        int status = UV_EIO;  // killed from outside
                        if (bytes_.size() == sizeof status)
                          std::memcpy(&status, bytes_.data(), sizeof status);
                        tell(status);
                      });
  return 0;
}

void AccessCheck::tell(int status) {
  // It has closed its end, so that it has as good as ended.
  if (child_ > 0 && answer_) ::waitpid(std::exchange(child_, -1), nullptr, 0);
  auto done = std::move(done_);  // it may destroy this
  done(status);
}

AccessCheck::~AccessCheck() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  given_up().push_back(child_);
  reap_given_up();
}

}  // namespace smcp::uv
