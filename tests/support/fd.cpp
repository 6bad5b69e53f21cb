#include "support/fd.hpp"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <pty.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

void set_close_on_exec(int fd) {
  if (fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) fail_errno("fcntl");
}

}  // namespace

void Fd::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

FdPair pipe_to_child() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail_errno("pipe2");
  return {Fd(ends[1]), Fd(ends[0])};
}

FdPair pipe_from_child() {
  FdPair pair = pipe_to_child();
  std::swap(pair.ours, pair.theirs);
  return pair;
}

FdPair socket_pair() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail_errno("socketpair");
  return {Fd(ends[0]), Fd(ends[1])};
}

FdPair pseudo_terminal() {
  int master = -1;
  int terminal = -1;
  if (openpty(&master, &terminal, nullptr, nullptr, nullptr) != 0) fail_errno("openpty");
  set_close_on_exec(master);
  set_close_on_exec(terminal);
  return {Fd(master), Fd(terminal)};
}

Fd open_file(const std::string& path, int flags) {
  Fd fd(::open(path.c_str(), flags | O_CLOEXEC, 0600));
  if (!fd) fail_errno("open " + path);
  return fd;
}

// The place in the file is shared with the children who have it, so it stays where they have brought it.
Fd memory_file(std::string_view text) {
  Fd file(memfd_create("smcp-test", MFD_CLOEXEC));
  if (!file) fail_errno("memfd_create");
  if (::pwrite(file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    fail_errno("write to memory");
  return file;
}

std::string contents(const Fd& file) {
  std::string text;
  std::array<char, 65536> chunk;
  for (ssize_t size = 0;
       (size = ::pread(file.get(), chunk.data(), chunk.size(), static_cast<off_t>(text.size()))) > 0;) {
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
  return text;
}

void set_nonblocking(const Fd& fd) {
  const int flags = fcntl(fd.get(), F_GETFL);
  if (flags < 0 || fcntl(fd.get(), F_SETFL, flags | O_NONBLOCK) != 0) fail_errno("fcntl");
}

std::string read_file(const std::string& path) {
  // Done by hand, because a /proc file ends early if its process ends while it is read, which is not an error
  // here.
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  std::array<char, 65536> chunk;
  for (ssize_t size = 0; fd && (size = ::read(fd.get(), chunk.data(), chunk.size())) > 0;) {
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
  return text;
}

void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) fail("cannot write " + path);
}

}  // namespace smcp::test
