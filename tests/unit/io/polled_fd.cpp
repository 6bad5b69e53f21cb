#include "io/polled_fd.hpp"

#include <array>
#include <fcntl.h>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"

using namespace smcp;
using namespace smcp::uv;
using test::Fd;

namespace {

/// Two ends of a socket: ours is polled, the test holds the other one.
struct PolledPair {
  PolledPair() : socket(test::socket_pair()) {
    test::set_nonblocking(socket.ours);
    test::set_nonblocking(socket.theirs);
    polled = std::make_unique<PolledFd>(loop, PolledFd::Events{[this](std::string_view bytes) {
                                                                 got += bytes;
                                                                 if (act_on_data) act_on_data();
                                                               },
                                                               [this](int status) {
                                                                 ends.push_back(status);
                                                                 if (act_on_end) act_on_end();
                                                               },
                                                               [this](int status) {
                                                                 written.push_back(status);
                                                                 if (act_on_written) act_on_written();
                                                               }});
    REQUIRE(polled->open(socket.ours.get()) == 0);
  }

  /// What the other end can read now.
  std::string look() const {
    std::string seen;
    std::array<char, 50'000> bytes;
    for (ssize_t count = 0; (count = ::read(socket.theirs.get(), bytes.data(), bytes.size())) > 0;)
      seen.append(bytes.data(), static_cast<std::size_t>(count));
    return seen;
  }
  void tell(std::string_view bytes) const {
    REQUIRE(::write(socket.theirs.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  template <typename Condition>
  [[nodiscard]] bool turn_until(Condition condition) {
    return test::wait_until([&] {
      uv_run(loop.raw(), UV_RUN_NOWAIT);
      return condition();
    });
  }
  [[nodiscard]] bool on_loop() { return uv_loop_alive(loop.raw()) != 0; }

  Loop loop;
  test::FdPair socket;
  std::string got;
  std::vector<int> ends;
  std::vector<int> written;
  UniqueFunction<void()> act_on_data;
  UniqueFunction<void()> act_on_end;
  UniqueFunction<void()> act_on_written;
  std::unique_ptr<PolledFd> polled;
};

/// More than the sockets of a pair hold.
const std::string kMuch(1'000'000, 'x');

}  // namespace

TEST_CASE("polled fd: what is not accepted is kept, in order, and told once it is written") {
  PolledPair pair;
  CHECK(pair.polled->write("at once ") == 0);
  CHECK(pair.polled->unwritten() == 0);
  CHECK_FALSE(pair.on_loop());
  CHECK(pair.polled->write(kMuch) == 0);
  const std::size_t kept = pair.polled->unwritten();
  CHECK(kept > 0);
  CHECK(kept < kMuch.size());
  std::string expected = "at once " + kMuch;
  for (const std::string small : {"a", "b", "", "cd", "e"}) {
    CHECK(pair.polled->write(small) == 0);
    expected += small;
  }
  pair.polled->write_later("later");
  CHECK(pair.polled->write("last") == 0);
  expected += "laterlast";
  CHECK(pair.polled->unwritten() == kept + 14);
  std::string seen;
  CHECK(pair.turn_until([&] { return (seen += pair.look()).size() >= expected.size(); }));
  CHECK(pair.turn_until([&] { return !pair.written.empty(); }));
  CHECK(seen == expected);
  CHECK(pair.written == std::vector{0});
  CHECK(pair.polled->unwritten() == 0);
  CHECK_FALSE(pair.on_loop());
}

TEST_CASE("polled fd: what is to be written later is told later, even if it is nothing") {
  PolledPair pair;
  const auto* const bytes = GENERATE("", "bytes");
  pair.polled->write_later(bytes);
  CHECK(pair.written.empty());
  CHECK(pair.look().empty());
  pair.loop.run();
  CHECK(pair.written == std::vector{0});
  CHECK(pair.look() == bytes);
}

TEST_CASE("polled fd: between read_stop() and read_start() nothing comes, and nothing waits on the loop") {
  PolledPair pair;
  pair.tell("one");
  pair.loop.run();
  CHECK(pair.got.empty());
  pair.polled->read_start();
  CHECK(pair.turn_until([&] { return pair.got == "one"; }));
  pair.polled->read_stop();
  pair.tell(" two");
  pair.loop.run();
  CHECK(pair.got == "one");
  pair.polled->drain();
  CHECK(pair.got == "one two");
  pair.polled->drain();
  pair.polled->read_start();
  pair.socket.theirs.reset();
  pair.loop.run();
  CHECK(pair.got == "one two");
  CHECK(pair.ends == std::vector{0});
}

TEST_CASE("polled fd: reading goes on while much waits to be written") {
  PolledPair pair;
  pair.polled->read_start();
  CHECK(pair.polled->write(kMuch) == 0);
  pair.tell("answer");
  CHECK(pair.turn_until([&] { return pair.got == "answer"; }));
  CHECK(pair.polled->unwritten() > 0);
}

TEST_CASE("polled fd: a peer that goes: its last bytes, a failure of what is kept, and an end") {
  PolledPair pair;
  CHECK(pair.polled->write(kMuch) == 0);
  pair.tell("last words");
  SECTION("while it is read") {
    pair.polled->read_start();
    pair.socket.theirs.reset();
    pair.loop.run();
    CHECK(pair.got == "last words");
    CHECK(pair.ends.size() == 1);
  }
  SECTION("while it is not") {
    pair.socket.theirs.reset();
    pair.loop.run();
    CHECK(pair.got.empty());
    CHECK(pair.ends.empty());
  }
  REQUIRE(pair.written.size() == 1);
  CHECK(pair.written[0] < 0);
  CHECK(pair.polled->unwritten() == 0);
  CHECK(pair.polled->write("more") < 0);
  CHECK(pair.written.size() == 1);
}

TEST_CASE("polled fd: a descriptor that cannot be kept drops what is kept") {
  PolledPair pair;
  CHECK(pair.polled->write("x", 12345) == UV_EBADF);
  CHECK(pair.polled->write(kMuch) == 0);
  CHECK(pair.polled->write("x", 12345) == UV_EBADF);
  CHECK(pair.polled->unwritten() == 0);
  pair.loop.run();
  CHECK(pair.written.empty());
}

TEST_CASE("polled fd: what cannot be waited for is refused") {
  PolledPair pair;
  const Fd file = test::open_file("/proc/self/exe", O_RDONLY);
  CHECK(pair.polled->open(file.get()) < 0);
  CHECK_FALSE(pair.polled->is_open());
  // Closed, it does nothing.
  pair.polled->read_start();
  pair.polled->read_stop();
  pair.polled->drain();
  pair.polled->close();
  pair.loop.run();
  CHECK(pair.got.empty());
}

TEST_CASE("polled fd: each of its callbacks may close, destroy or open it again") {
  PolledPair pair;
  PolledPair other;
  enum class Act { close, destroy, open };
  enum class Event { data, end, written };
  const auto act = GENERATE(Act::close, Act::destroy, Act::open);
  const auto event = GENERATE(Event::data, Event::end, Event::written);
  int acts = 0;
  const auto now = [&] {
    if (++acts > 1) return;
    if (act == Act::close) return pair.polled->close();
    if (act == Act::destroy) return pair.polled.reset();
    REQUIRE(pair.polled->open(other.socket.ours.get()) == 0);
    pair.polled->read_start();
  };
  pair.polled->read_start();
  switch (event) {
    case Event::data:
      pair.act_on_data = now;
      CHECK(pair.polled->write(kMuch) == 0);
      pair.tell("x");
      break;
    case Event::end:
      pair.act_on_end = now;
      pair.socket.theirs.reset();
      break;
    case Event::written:
      pair.act_on_written = now;
      pair.polled->write_later("x");
      break;
  }
  other.polled->close();
  CHECK(pair.turn_until([&] { return acts == 1; }));
  if (act == Act::open) {
    // What was kept for the first is not written to the second.
    CHECK(pair.polled->unwritten() == 0);
    other.tell("y");
    CHECK(pair.turn_until([&] { return !pair.got.empty() && pair.got.back() == 'y'; }));
    CHECK(other.look().empty());
    pair.polled->close();
  }
  pair.loop.run();
  CHECK_FALSE(pair.on_loop());
}
