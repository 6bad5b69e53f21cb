#include "io/uv_loop.hpp"

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"
#include "support/catch.hpp"

using namespace smcp;

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
