#include "support/wire/raw_attach.hpp"

#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/failure.hpp"
#include "tmux/attach/terminal_description.hpp"

namespace smcp::wire_test {
namespace {

using tmux::Identification;

/// Makes only system calls, since the child of a program with threads may do no more. Ends early if the peer
/// is gone.
void send_part(int fd, std::string_view bytes, int descriptor) {
  iovec data{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof descriptor)] = {};
  if (descriptor >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  static_cast<void>(::sendmsg(fd, &message, MSG_NOSIGNAL));
}

void send_all(int fd, const std::vector<tmux::Send>& sends, std::size_t size, int descriptor) {
  for (const tmux::Send& send : sends) {
    const auto part = std::string_view(send.bytes).substr(0, size);
    if (part.empty()) return;
    send_part(fd, part, send.with_descriptor ? descriptor : -1);
    size -= part.size();
  }
}

void be_killed_after_sending(int fd, const std::vector<tmux::Send>& sends, std::size_t size, int descriptor) {
  const pid_t sender = fork();
  if (sender < 0) test::fail_errno("fork");
  if (sender == 0) {
    send_all(fd, sends, size, descriptor);
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  if (waitpid(sender, &status, 0) != sender || !WIFSIGNALED(status)) test::fail("the sender was not killed");
}

Identification attaching(const LiveTmux& live) {
  Identification made;
  made.identity.directory = "/";
  made.identity.process = getpid();
  const test::TmuxVersion version = live.tmux().version();
  made.server = {version.major, version.minor};
  const std::string id = live.tmux().must({"display-message", "-p", "-t", "=victim:", "#{session_id}"});
  made.command = {"attach-session", "-E", "-t", id};
  return made;
}

void add_flags(Identification& identification, const char* flags) {
  if (identification.server >= tmux::kDescribedTerminals) {
    identification.command.insert(identification.command.end(), {"-f", flags});
  } else {
    identification.command.emplace_back("-r");
  }
}

}  // namespace

Identification showing(const LiveTmux& live) {
  Identification made = attaching(live);
  made.identity.term = tmux::kTerminalName;
  made.identity.terminal_name = "/dev/pts/99999";
  if (made.server >= tmux::kDescribedTerminals) made.description = tmux::terminal_description();
  add_flags(made, "read-only,ignore-size");
  return made;
}

Identification keeping(const LiveTmux& live) {
  Identification made = attaching(live);
  made.identity.flags = tmux::wire::kFlagUtf8 | tmux::wire::kFlagControl;
  add_flags(made, "read-only,no-output");
  return made;
}

void send_and_leave(const LiveTmux& live, const std::vector<tmux::Send>& sends, std::size_t size,
                    test::FdPair given, Leaving leaving) {
  const RawClient client(live.socket());
  const int descriptor = given.theirs.get();
  if (leaving == Leaving::killed) return be_killed_after_sending(client.fd(), sends, size, descriptor);
  send_all(client.fd(), sends, size, descriptor);
  given.theirs.reset();
  if (leaving == Leaving::half_closes) client.half_close();
  if (leaving == Leaving::hangs_up) given.ours.reset();
}

std::size_t size_of(const std::vector<tmux::Send>& sends) {
  std::size_t size = 0;
  for (const tmux::Send& send : sends) size += send.bytes.size();
  return size;
}

}  // namespace smcp::wire_test
