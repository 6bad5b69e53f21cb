#include "io/uv_loop.hpp"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/uv_clock.hpp"
#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace std::chrono_literals;

namespace {

/// How a child ends that does this: its signal, or its exit status.
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
  return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
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

TEST_CASE("a turn of a loop ends, though its timer was due before it began") {
  // libuv before 1.45 calls it, and then waits for something else.
  const auto turn = [] {
    uv::Loop loop;
    uv::Timer late(loop, [] {});
    late.start(1h);
    bool called = false;
    uv::Timer due(loop, [&called] { called = true; });
    due.start(1ms);
    const uv::TimePoint began = uv::Clock::now();
    while (uv::Clock::now() - began < 5ms) continue;
    loop.run_once();
    if (!called) ::_exit(1);
  };
  CHECK(ending_of(turn) == 0);
}
