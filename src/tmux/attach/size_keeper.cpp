#include "tmux/attach/size_keeper.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "base/contains.hpp"
#include "io/uv_error.hpp"

namespace smcp::tmux {
namespace {

/// Upper bound on a notification, in bytes. Those that matter here are a few words.
constexpr std::size_t kMaxLine = 4096;

/// Programs with a keeper are small: all their descriptors are below this.
constexpr int kMostDescriptors = 4096;

/// Keeps the descriptors `kept` open, and none else, and reads the first of them to its end. It runs after a
/// fork, so it calls only what a signal handler may call.
[[noreturn]] void keep(const std::array<int, 3>& kept) {
  ::signal(SIGHUP, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGQUIT}) ::signal(signal, SIG_DFL);
  for (int fd = 0; fd < kMostDescriptors; ++fd) {
    if (!contains(kept, fd)) ::close(fd);
  }
  ::setsid();
  static_cast<void>(::chdir("/"));
  // Forks again, so that this process has no child that would have to be waited for.
  if (::fork() != 0) ::_exit(0);
  char read_on[256];
  ssize_t count = 0;
  do {
    pollfd wanted{kept[0], POLLIN, 0};
    ::poll(&wanted, 1, -1);
    count = ::read(kept[0], read_on, sizeof read_on);
  } while (count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN)));
  ::_exit(0);
}

}  // namespace

SizeKeeper::SizeKeeper(uv::Loop& loop, OnReady on_ready, OnEnd on_end)
    : loop_(loop),
      on_ready_(std::move(on_ready)),
      on_end_(std::move(on_end)),
      attachment_(
          loop, [] {}, [this](Result<Departure> result) { attachment_ended(std::move(result)); }),
      lines_(kMaxLine) {
  sink_.on_line = [this](std::string_view line) {
    constexpr std::string_view kChanged = "%session-changed ";
    if (!line.starts_with(kChanged)) return;
    line.remove_prefix(kChanged.size());
    const bool same = line.substr(0, line.find(' ')) == session_;
    shown_ = shown_ || same;
    moved_ = moved_ || !same;
  };
  sink_.on_oversize = [] {};
}

Status SizeKeeper::begin(const std::string& socket_path, ServerVersion server, SessionId session) {
  session_ = session.text();
  if (Status connected = attachment_.connect(socket_path); !connected) return connected;
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return Error{Errc::io, "cannot make a pair of sockets: " + uv::error_text(uv_translate_sys_error(errno))};
  Status begun = begin_on(ends, server);
  ::close(ends[1]);
  return begun;
}

Status SizeKeeper::begin_on(const int (&ends)[2], ServerVersion server) {
  auto stream = uv::Stream::open(loop_, ends[0]);
  if (!stream) {
    ::close(ends[0]);
    return stream.error();
  }
  stream_ = std::move(*stream);
  end_ = ends[0];
  Identification identification;
  identification.identity.flags = wire::kFlagUtf8 | wire::kFlagControl;
  identification.identity.directory = "/";
  identification.identity.process = static_cast<std::int32_t>(::getpid());
  identification.server = server;
  identification.command = {"attach-session", "-E", "-t", session_, "-f", "read-only,no-output"};
  if (Status begun = attachment_.begin(identification, ends[1]); !begun) return begun;
  stream_->read_start([this](std::string_view bytes) { heard(bytes); }, [](int) {});
  return Ok{};
}

void SizeKeeper::heard(std::string_view bytes) {
  lines_.feed(bytes, sink_);
  if (over_) return;
  if (moved_) {
    over_ = true;  // but it stays connected, because the guarded client is still attached
    return on_end_(Departure::session_ended);
  }
  if (!shown_ || std::exchange(ready_, true)) return;
  attachment_.set_attached();
  attachment_.stay_when_sent_away();
  on_ready_();
}

void SizeKeeper::attachment_ended(Result<Departure> result) {
  if (!std::exchange(over_, true)) on_end_(std::move(result));
}

void SizeKeeper::outlive(int guarded) const {
  if (attachment_.descriptor() < 0) return;
  ::shutdown(guarded, SHUT_WR);
  const pid_t child = ::fork();
  if (child == 0) keep({guarded, attachment_.descriptor(), end_});
  while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace smcp::tmux
