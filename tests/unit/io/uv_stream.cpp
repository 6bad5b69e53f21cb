#include "io/uv_stream.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "io/uv_clock.hpp"
#include "io/uv_process.hpp"
#include "io/uv_signal.hpp"
#include "io/uv_timer.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace std::chrono_literals;

TEST_CASE("a timer fires after its time, may be destroyed by its own callback, and not after stop()") {
  uv::Loop loop;
  int fired = 0;
  auto once = std::make_unique<uv::Timer>(loop, [&] { ++fired; });
  std::unique_ptr<uv::Timer> suicidal;
  suicidal = std::make_unique<uv::Timer>(loop, [&] {
    ++fired;
    suicidal.reset();
  });
  uv::Timer stopped(loop, [&] { fired += 100; });
  const auto begun = uv::Clock::now();
  once->start(20ms);
  suicidal->start(1ms, 1ms);
  stopped.start(1ms);
  stopped.stop();
  loop.run();
  CHECK(fired == 2);
  CHECK(uv::Clock::now() - begun >= 19ms);
}

TEST_CASE("a timer counts from now, not from the loop's last turn") {
  uv::Loop loop;
  const auto spin_until = uv::Clock::now() + 60ms;
  while (uv::Clock::now() < spin_until) {
  }
  uv::Timer timer(loop, [] {});
  const auto begun = uv::Clock::now();
  timer.start(40ms);
  loop.run();
  CHECK(uv::Clock::now() - begun >= 39ms);
}

TEST_CASE("a stream reads, pauses, resumes and ends") {
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  uv::Loop loop;
  auto opened = uv::Stream::open(loop, fds[0]);
  REQUIRE(opened.ok());
  auto stream = std::move(*opened);
  std::string got;
  std::optional<int> end;
  uv::Timer resume(loop, [&] { stream->read_resume(); });
  stream->read_start(
      [&](std::string_view bytes) {
        got += bytes;
        stream->read_stop();
        resume.start(1ms);
      },
      [&](int status) {
        end = status;
        stream.reset();
      });
  REQUIRE(::write(fds[1], "abc", 3) == 3);
  ::close(fds[1]);
  loop.run();
  CHECK(got == "abc");
  CHECK(end == 0);
}

TEST_CASE("a stream writes what fits at once, and the rest in its own time") {
  std::array<int, 2> fds{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
  uv::Loop loop;
  auto writer = std::move(*uv::Stream::open(loop, fds[0]));
  auto reader = std::move(*uv::Stream::open(loop, fds[1]));
  const std::string big(4U << 20U, 'x');
  const auto taken = writer->try_write(big);
  REQUIRE(taken > 0);
  REQUIRE(taken < static_cast<std::ptrdiff_t>(big.size()));
  CHECK(writer->try_write("y") == 0);
  std::optional<int> written;
  writer->write(big.substr(static_cast<std::size_t>(taken)), [&](int status) {
    written = status;
    writer.reset();
  });
  std::size_t got = 0;
  reader->read_start([&](std::string_view bytes) { got += bytes.size(); }, [&](int) { reader.reset(); });
  loop.run();
  CHECK(got == big.size());
  CHECK(written == 0);
}

TEST_CASE("a stream that is destroyed with a write under way calls nobody") {
  std::array<int, 2> fds{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
  bool called = false;
  {
    uv::Loop loop;
    auto writer = std::move(*uv::Stream::open(loop, fds[0]));
    writer->write(std::string(4U << 20U, 'x'), [&](int) { called = true; });
    writer.reset();
  }
  CHECK_FALSE(called);
  ::close(fds[1]);
}

TEST_CASE("descriptors are told apart") {
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  CHECK(uv::kind_of(fds[0]) == uv::FdKind::stream);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  CHECK(uv::kind_of(null) == uv::FdKind::file);
  CHECK(uv::kind_of(12345) == uv::FdKind::unusable);
  uv::Loop loop;
  CHECK(uv::Stream::open(loop, null).error().code == Errc::io);
  ::close(null);
  ::close(fds[0]);
  ::close(fds[1]);
}

TEST_CASE("a signal is heard and does not keep the loop alive") {
  uv::Loop loop;
  int heard = 0;
  const uv::SignalWatcher watcher(loop, SIGUSR1, [&] {
    ++heard;
    loop.stop();
  });
  loop.run();
  CHECK(heard == 0);
  uv::Timer keep(loop, [] {});
  keep.start(10s);
  ::raise(SIGUSR1);
  loop.run();
  keep.stop();
  CHECK(heard == 1);
}

TEST_CASE("a write that libuv refuses is told later, and its receiver may destroy the stream") {
  uv::Loop loop;
  auto unopened = uv::Stream::pipe(loop);
  std::vector<int> told;
  unopened->write("one", [&](int status) { told.push_back(status); });
  unopened->write("two", [&](int status) {
    told.push_back(status);
    unopened.reset();
  });
  unopened->write("three", [&](int) { told.push_back(1); });
  CHECK(told.empty());
  loop.run();
  REQUIRE(told.size() == 2);
  CHECK((told[0] < 0 && told[1] < 0));
}

namespace {

/// How a child ends that does this.
int ending_of(void (*what)()) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::alarm(20);  // for hanging
    what();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void leak_a_handle(bool active) {
  const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  ::dup2(null, STDERR_FILENO);  // what it says of it
  std::signal(SIGABRT, SIG_DFL);
  static uv_timer_t leaked;
  uv::Loop loop;
  uv_timer_init(loop.raw(), &leaked);
  const auto ignore = [](uv_timer_t*) {};
  if (active) uv_timer_start(&leaked, ignore, 10, 10);
}

}  // namespace

TEST_CASE("a loop with a handle that nobody closed aborts, whether it is active or not") {
  CHECK(ending_of([] { leak_a_handle(false); }) == SIGABRT);
  CHECK(ending_of([] { leak_a_handle(true); }) == SIGABRT);
}

TEST_CASE("a loop waits for the children that it has to reap") {
  bool reaped = false;
  {
    uv::Loop loop;
    auto child =
        uv::Process::spawn(loop, {{"/bin/sleep", "100"}, {}, ""},
                           {[](std::string_view) {}, [](std::string_view) {}, [](uv::ProcessExit) {}});
    REQUIRE(child);
    uv::Process::end(std::move(*child), [&] { reaped = true; });
  }
  CHECK(reaped);
}
