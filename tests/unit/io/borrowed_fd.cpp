#include "io/borrowed_fd.hpp"

#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"

using namespace smcp;
using namespace smcp::uv;

namespace {

/// A raw terminal that is borrowed; the test is at the other side.
struct BorrowedPair {
  BorrowedPair() : terminal(test::pseudo_terminal()) {
    REQUIRE(::fcntl(terminal.ours.get(), F_SETFL, O_NONBLOCK) == 0);
    auto opened = BorrowedFd::open(loop, terminal.theirs.get());
    REQUIRE(opened);
    borrowed = std::move(*opened);
  }

  /// What has come over so far: the kernel hands on what was written when it finds the time.
  std::string look() const {
    std::string seen;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(terminal.ours.get(), bytes, sizeof bytes)) > 0;)
      seen.append(bytes, static_cast<std::size_t>(count));
    return seen;
  }

  Loop loop;
  test::FdPair terminal;
  std::unique_ptr<BorrowedFd> borrowed;
};

}  // namespace

TEST_CASE("borrowed fd: reads what is typed until the terminal is gone, and keeps the descriptor open") {
  BorrowedPair pair;
  std::string read;
  std::optional<int> end;
  pair.borrowed->read_start([&](std::string_view bytes) { read += bytes; },
                            [&](int status) { end = status; });
  REQUIRE(::write(pair.terminal.ours.get(), "typed\n", 6) == 6);
  while (read.size() < 6) pair.loop.run_once();
  CHECK(read == "typed\n");
  pair.terminal.ours.reset();
  pair.loop.run();  // nothing is left to wait for
  CHECK(end);
  pair.borrowed.reset();
  CHECK(::fcntl(pair.terminal.theirs.get(), F_GETFL) >= 0);
}

TEST_CASE("borrowed fd: a terminal that takes nothing holds up neither a write nor the loop") {
  BorrowedPair pair;
  std::optional<int> written;
  const std::string text(200'000, 'x');
  pair.borrowed->write(text, [&](int status) { written = status; });
  CHECK_FALSE(written);
  pollfd room{pair.terminal.theirs.get(), POLLOUT, 0};
  while (::poll(&room, 1, 0) > 0) pair.loop.run_once();
  // The kernel may yet move what it took further on, which makes room: from here on the terminal is stopped.
  REQUIRE(::tcflow(pair.terminal.theirs.get(), TCOOFF) == 0);
  CHECK(pair.borrowed->try_write("more") == 0);
  CHECK_FALSE(written);
  REQUIRE(::tcflow(pair.terminal.theirs.get(), TCOON) == 0);
  std::string seen;
  while (!written) {
    seen += pair.look();
    uv_run(pair.loop.raw(), UV_RUN_NOWAIT);
  }
  CHECK(*written == 0);
  while (seen.size() < text.size()) seen += pair.look();
  CHECK(seen == text);
}

TEST_CASE("borrowed fd: a terminal that goes ends a write that waits") {
  BorrowedPair pair;
  std::optional<int> written;
  pair.borrowed->write(std::string(200'000, 'x'), [&](int status) { written = status; });
  pair.terminal.ours.reset();
  pair.loop.run();
  REQUIRE(written);
  CHECK(*written < 0);
}

TEST_CASE("borrowed fd: whoever is told may write again, or destroy it") {
  BorrowedPair pair;
  int calls = 0;
  pair.borrowed->write("one", [&](int) {
    ++calls;
    pair.borrowed->write(" two", [&](int) {
      ++calls;
      pair.borrowed.reset();
    });
  });
  pair.loop.run();
  CHECK(calls == 2);
  std::string seen;
  CHECK(test::wait_until([&] { return (seen += pair.look()).size() >= 7; }));
  CHECK(seen == "one two");
}
