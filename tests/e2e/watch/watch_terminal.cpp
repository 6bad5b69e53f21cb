// sessions-mcp watch and the terminal that it was lent: it gets it back from any end but SIGKILL, and no
// terminal can hold it up.
#include <csignal>
#include <random>
#include <sys/resource.h>
#include <thread>

#include "e2e/watch/watching.hpp"
#include "support/process_figures.hpp"

using namespace smcp::test;

namespace {

/// What ends a process at once; sanitizers report some of them in their own way.
constexpr int kDeadly[] = {SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,  SIGSYS, SIGTRAP,   SIGUSR1,
                           SIGUSR2, SIGALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGIO,  SIGVTALRM, SIGPWR};

bool is_ended_by(const ExitStatus& exit, int signal) {
#if defined(SESSIONS_MCP_SANITIZED)
  if (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGABRT)
    return exit != ExitStatus{};
#endif
  return exit == ExitStatus{0, signal};
}

constexpr const char* kFlood = "echo here; while [ ! -e \"$HOME/go\" ]; do sleep 0.01; done; exec yes";

}  // namespace

TEST_CASE("watch: a signal that nobody expects ends it, and the terminal is put back") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const rlimit no_core{0, 0};
  REQUIRE(setrlimit(RLIMIT_CORE, &no_core) == 0);
  for (const Opening opening : {Opening::allowed, Opening::denied}) {
    for (const int signal : kDeadly) {
      INFO(signal);
      Watch watch(tmux, "job", 80, 25, {}, opening);
      CHECK(watch.shows("here"));
      CHECK(watch.raw());
      watch.child.signal(signal);
      const auto exit = watch.ended();
      REQUIRE(exit);
      CHECK(is_ended_by(*exit, signal));
      CHECK(watch.put_back());
      CHECK_FALSE(watch.nonblocking());
    }
  }
  CHECK(left_alone(tmux, "job"));
}

TEST_CASE("watch: a terminal that it may not open is as good as any, and its flags are put back") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  for (const Opening opening : {Opening::allowed, Opening::denied}) {
    Watch watch(tmux, "job", 80, 25, {}, opening);
    CHECK(watch.shows("here"));
    CHECK(watch.nonblocking() == (opening == Opening::denied));
    watch.child.signal(SIGTSTP);
    CHECK(watch.shows(kPutBack));
    CHECK(wait_until([&] { return !watch.raw() && !watch.nonblocking(); }));
    watch.screen.clear();
    CHECK(wait_until([&] {
      watch.child.signal(SIGCONT);
      return watch.raw();
    }));
    CHECK(watch.shows("here"));
    watch.type("q");
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.put_back());
    CHECK_FALSE(watch.nonblocking());
    CHECK(watch.screen.ends_with("left session \"job\"\r\n"));
  }
}

TEST_CASE("watch: a terminal that takes nothing does not keep anybody from leaving") {
  const PrivateTmux tmux;
  tmux.start_job("idle", "echo here");  // keeps the server
  int round = 0;
  for (const Opening opening : {Opening::allowed, Opening::denied}) {
    for (const int signal : {0, SIGTERM}) {
      const std::string name = "job-" + std::to_string(round++);
      tmux.start_job(name, "rm -f \"$HOME/go\"; " + std::string(kFlood));
      Watch watch(tmux, name, 80, 25, {}, opening);
      CHECK(watch.shows("here"));
      write_file(tmux / "go", "");
      CHECK(wait_until([&] { return watch.full(); }));
      if (signal == 0) {
        watch.type("q");
      } else {
        watch.child.signal(signal);
      }
      const auto exit = watch.child.wait();
      REQUIRE(exit);
      CHECK(*exit == ExitStatus{signal == 0 ? 0 : 128 + signal, 0});
      CHECK(watch.modes_put_back());
      CHECK_FALSE(watch.nonblocking());
      tmux.must({"kill-session", "-t", "=" + name});
    }
  }
}

TEST_CASE("watch: killed at any moment of its beginning, it leaves tmux alone") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const pid_t server = tmux.server_pid();
  const auto before = open_descriptors(server);
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  // As long as it takes to attach, or a little longer: measured, since machines differ.
  const auto begun = Clock::now();
  {
    Watch watch(tmux, "job");
    REQUIRE(watch.shows("here"));
  }
  const auto most = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun).count();
  std::uniform_int_distribution<long> moment(0, most * 3 / 2);
  for (int round = 0; round < 200; ++round) {
    const auto at = Clock::now() + std::chrono::microseconds(moment(random));
    const Watch watch(tmux, "job");
    std::this_thread::sleep_until(at);  // ends by SIGKILL
  }
  CHECK(tmux.server_pid() == server);
  CHECK(left_alone(tmux, "job"));
  CHECK(wait_until([&] { return open_descriptors(server) <= before; }));
}
