#include "io/uv_pty.hpp"

#include <array>
#include <fcntl.h>
#include <optional>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "io/uv_stream.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"

using namespace smcp;
using namespace smcp::uv;

namespace {

/// A terminal, and another process's descriptor for it.
struct TerminalPair {
  TerminalPair() {
    auto opened = PseudoTerminal::open(
        loop, {90, 30}, [this](std::string_view bytes) { shown.append(bytes); }, [this] { ++hang_ups; });
    REQUIRE(opened);
    ours = std::move(*opened);
    theirs = ::open(ours->name().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(theirs >= 0);
    termios raw{};
    REQUIRE(::tcgetattr(theirs, &raw) == 0);
    ::cfmakeraw(&raw);
    REQUIRE(::tcsetattr(theirs, TCSANOW, &raw) == 0);
  }
  TerminalPair(const TerminalPair&) = delete;
  TerminalPair& operator=(const TerminalPair&) = delete;
  ~TerminalPair() { let_go(); }

  void let_go() {
    if (theirs >= 0) ::close(std::exchange(theirs, -1));
  }
  void show(std::string_view text) const {
    REQUIRE(::write(theirs, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }

  Loop loop;
  std::string shown;
  int hang_ups = 0;
  std::unique_ptr<PseudoTerminal> ours;
  int theirs = -1;
};

}  // namespace

TEST_CASE("pseudo-terminal: what is shown comes, then the hang-up, once") {
  TerminalPair pair;
  pair.show("before ");
  pair.ours->hand_over();
  while (pair.shown != "before ") pair.loop.run_once();
  pair.show("and after");
  while (pair.shown != "before and after") pair.loop.run_once();
  CHECK(pair.hang_ups == 0);
  pair.let_go();
  pair.loop.run();  // nothing is left to wait for
  CHECK(pair.hang_ups == 1);
  CHECK(pair.ours->write("lost"));
  pair.loop.run();
  CHECK(pair.hang_ups == 1);
}

TEST_CASE("pseudo-terminal: has the size that it is given") {
  TerminalPair pair;
  const auto size = [&pair] {
    winsize found{};
    REQUIRE(::ioctl(pair.theirs, TIOCGWINSZ, &found) == 0);
    return std::pair(found.ws_col, found.ws_row);
  };
  CHECK(size() == std::pair<unsigned short, unsigned short>(90, 30));
  pair.ours->resize({132, 50});
  CHECK(size() == std::pair<unsigned short, unsigned short>(132, 50));
}

TEST_CASE("pseudo-terminal: typing waits for its reader, within a bound") {
  TerminalPair pair;
  pair.ours->hand_over();
  const std::string typed(200'000, 'x');
  CHECK(pair.ours->write(typed));
  CHECK_FALSE(pair.ours->write(std::string(PseudoTerminal::kMaxTyped, 'y')));
  REQUIRE(::fcntl(pair.theirs, F_SETFL, O_NONBLOCK) == 0);
  std::string read;
  char bytes[4096];
  while (read.size() < typed.size()) {
    const ssize_t count = ::read(pair.theirs, bytes, sizeof bytes);
    if (count > 0) {
      read.append(bytes, static_cast<std::size_t>(count));
    } else {
      uv_run(pair.loop.raw(), UV_RUN_NOWAIT);
    }
  }
  CHECK(read == typed);
}

TEST_CASE("pseudo-terminal: paused, nothing comes until it is drained or resumed") {
  TerminalPair pair;
  pair.ours->hand_over();
  pair.ours->pause();
  pair.show("one");
  pair.loop.run();  // paused, it keeps nobody waiting
  CHECK(pair.shown.empty());
  // The kernel hands on what was written when it finds the time.
  CHECK(test::wait_until([&] { return pair.ours->drain(), pair.shown == "one"; }));
  pair.show(" two");
  pair.ours->resume();
  while (pair.shown != "one two") pair.loop.run_once();
  pair.let_go();
  pair.loop.run();
  CHECK(pair.hang_ups == 1);
}

TEST_CASE("pseudo-terminal: its receiver may destroy it") {
  Loop loop;
  std::unique_ptr<PseudoTerminal> ours;
  int calls = 0;
  auto opened = PseudoTerminal::open(
      loop, {},
      [&](std::string_view) {
        ++calls;
        ours.reset();
      },
      [&] { calls += 100; });
  REQUIRE(opened);
  ours = std::move(*opened);
  REQUIRE(::write(ours->terminal(), "x", 1) == 1);
  ours->hand_over();
  loop.run();
  CHECK(calls == 1);
  CHECK(ours == nullptr);
}

TEST_CASE("pseudo-terminal: drained inside another's callback, it leaves the other's bytes as they are") {
  TerminalPair pair;
  pair.ours->pause();
  pair.show("of the terminal");
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  auto opened = Stream::open(pair.loop, fds[0]);
  REQUIRE(opened);
  const auto stream = std::move(*opened);
  std::string seen;
  stream->read_start(
      [&](std::string_view bytes) {
        pair.ours->drain();
        seen = bytes;
        stream->read_stop();
      },
      [](int) {});
  REQUIRE(::write(fds[1], "of the pipe", 11) == 11);
  pair.loop.run();
  CHECK(pair.shown == "of the terminal");
  CHECK(seen == "of the pipe");
  ::close(fds[1]);
}
