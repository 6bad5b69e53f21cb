// An owned file descriptor, and the pairs that tests talk through.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace smcp::test {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { reset(); }

  [[nodiscard]] int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void reset();

 private:
  int fd_ = -1;
};

/// Two connected ends, both close-on-exec and blocking.
struct FdPair {
  Fd ours;
  Fd theirs;
};

[[nodiscard]] FdPair pipe_to_child();
[[nodiscard]] FdPair pipe_from_child();
[[nodiscard]] FdPair socket_pair();
/// `ours` is the master side of a new pseudo-terminal, and `theirs` the terminal.
[[nodiscard]] FdPair pseudo_terminal();

/// open(2), close-on-exec, 0600; throws std::runtime_error with the reason.
[[nodiscard]] Fd open_file(const std::string& path, int flags);
/// A file in memory, without a name, that holds `text` and is read from its beginning.
[[nodiscard]] Fd memory_file(std::string_view text = {});
/// All that it holds, wherever others have read or written in it.
[[nodiscard]] std::string contents(const Fd& file);
void set_nonblocking(const Fd& fd);
/// Empty if there is none.
[[nodiscard]] std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);

}  // namespace smcp::test
