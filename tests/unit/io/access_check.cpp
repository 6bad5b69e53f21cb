#include "io/access_check.hpp"

#include <cerrno>
#include <csignal>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

#include "io/directory_check.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"

using namespace smcp;
using namespace std::chrono_literals;

namespace {

/// As on a mount that never answers, but for SIGKILL.
int hang(const char*, int) {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  for (;;) ::pause();
}

/// Somebody kills it.
int die(const char*, int) {
  ::raise(SIGKILL);
  return 0;
}

/// Whether it can write to a descriptor.
int has_descriptor(const char* number, int) {
  return ::write(number[0] - '0', "", 1) == 1 ? 0 : -1;
}

bool has_children() {
  return ::waitpid(-1, nullptr, WNOHANG) == 0;
}

}  // namespace

TEST_CASE("access is asked without blocking") {
  uv::Loop loop;
  std::optional<int> there;
  std::optional<int> missing;
  const uv::AccessCheck root(loop, "/", X_OK, [&](int status) { there = status; });
  const uv::AccessCheck nowhere(loop, "/nowhere/at/all", X_OK, [&](int status) { missing = status; });
  CHECK_FALSE(there);
  loop.run();
  CHECK(there == 0);
  CHECK(missing == UV_ENOENT);
  CHECK_FALSE(has_children());
}

TEST_CASE("the process that asks for access holds no descriptor of ours, and its death is reported") {
  uv::Loop loop;
  std::optional<int> standard;
  std::optional<int> killed;
  const uv::AccessCheck writes(
      loop, "1", 0, [&](int status) { standard = status; }, has_descriptor);
  const uv::AccessCheck dies(
      loop, "/", 0, [&](int status) { killed = status; }, die);
  loop.run();
  CHECK(standard == UV_EBADF);
  CHECK(killed == UV_EIO);
  CHECK_FALSE(has_children());
}

TEST_CASE("a question that is given up calls nobody, keeps no loop alive, and leaves no child") {
  uv::Loop loop;
  bool called = false;
  {
    const uv::AccessCheck stuck(
        loop, "/", X_OK, [&](int) { called = true; }, hang);
    CHECK(has_children());
  }
  loop.run();
  CHECK_FALSE(called);
  // It was killed, and is reaped by the next one at the latest.
  REQUIRE(test::wait_until([&] {
    const uv::AccessCheck next(loop, "/", X_OK, [](int) {});
    loop.run();
    return !has_children();
  }));
}

TEST_CASE("its receiver may destroy it") {
  uv::Loop loop;
  std::optional<int> told;
  std::unique_ptr<uv::AccessCheck> check;
  check = std::make_unique<uv::AccessCheck>(loop, "/", X_OK, [&](int status) {
    told = status;
    check.reset();
  });
  loop.run();
  CHECK(told == 0);
}

TEST_CASE("a folder that the system says nothing of is given up at the deadline, or before") {
  uv::Loop loop;
  std::optional<Status> told;
  const auto check = [&](uv::TimePoint deadline) {
    return std::make_unique<uv::PathCheck>(loop, uv::directory_question("/mnt/dead", "/mnt/dead", hang),
                                           deadline, [&](Status status) { told.emplace(std::move(status)); });
  };
  SECTION("at the deadline") {
    auto stuck = check(uv::Clock::now() + 30ms);
    while (!told) loop.run_once();
    REQUIRE_FALSE(told->ok());
    CHECK(told->error().code == Errc::timed_out);
    CHECK(told->error().message == "the system did not say in time whether cwd is a directory: /mnt/dead");
    stuck.reset();
    loop.run();
  }
  SECTION("before") {
    check(uv::Clock::now() + 1h).reset();
    loop.run();
    CHECK_FALSE(told);
  }
}

TEST_CASE("a folder that can be entered passes, and a file does not") {
  uv::Loop loop;
  std::optional<Status> told;
  const auto ask = [&](const std::string& path) {
    told.reset();
    const uv::PathCheck check(loop, uv::directory_question(path, path), uv::Clock::now() + 1h,
                              [&](Status status) { told.emplace(std::move(status)); });
    loop.run();
    REQUIRE(told);
    return *told;
  };
  CHECK(ask("/").ok());
  CHECK(ask("/dev/null").error().code == Errc::invalid_argument);
  CHECK(ask("/nowhere").error().message ==
        "cwd is not a directory that can be entered: /nowhere (no such file or directory)");
}
