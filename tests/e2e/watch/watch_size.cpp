// sessions-mcp watch and the sizes of windows: whatever ends it, they stay, also for the one who attaches
// next.
#include <csignal>
#include <functional>

#include "e2e/watch/watching.hpp"

using namespace smcp::test;

namespace {

/// A size that tmux has noted and not yet given a window comes with the next client that looks at it.
std::string size_for_the_next(const PrivateTmux& tmux, const std::string& name) {
  REQUIRE(wait_until([&] { return tmux.must({"list-clients"}).empty(); }));
  Watch next(tmux, name, 90, 20);
  REQUIRE(next.shows("here"));
  next.type("q");
  REQUIRE(next.ended() == ExitStatus{});
  return window_size(tmux, name);
}

/// The client in control mode beside a watch.
std::string keeper_of(const PrivateTmux& tmux) {
  const std::string all = tmux.must({"list-clients", "-F", "#{client_control_mode} #{client_name}"});
  const auto at = all.find("1 ");
  REQUIRE(at != std::string::npos);
  return all.substr(at + 2, all.find('\n', at) - at - 2);
}

}  // namespace

TEST_CASE("watch: ended by several things at once, it leaves no size behind") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  if (!knows_ignore_size(tmux)) return;
  const std::pair<const char*, std::function<void(Watch&)>> ways[] = {
      {"the window is closed", [](Watch& watch) { watch.hang_up(); }},
      {"closed, with the signal",
       [](Watch& watch) {
         watch.child.signal(SIGHUP);
         watch.child.signal(SIGCONT);
         watch.hang_up();
       }},
      {"two signals",
       [](Watch& watch) {
         watch.child.signal(SIGINT);
         watch.child.signal(SIGTERM);
       }},
      {"q and a signal",
       [](Watch& watch) {
         watch.type("q");
         watch.child.signal(SIGINT);
       }},
  };
  for (const auto& [what, act] : ways) {
    for (int round = 0; round < 4; ++round) {
      INFO(what);
      Watch watch(tmux, "job", 132, 50);
      REQUIRE(watch.shows("here"));
      act(watch);
      CHECK(watch.child.wait());
      REQUIRE(size_for_the_next(tmux, "job") == "80x24");
    }
  }
}

TEST_CASE("watch: left while the server is stopped, it leaves no size behind when that goes on") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  if (!knows_ignore_size(tmux)) return;
  for (int round = 0; round < 8; ++round) {
    Watch watch(tmux, "job", 132, 50);
    REQUIRE(watch.shows("here"));
    {
      const Stopped stopped(tmux.server_pid());
      watch.child.signal(SIGTERM);
      REQUIRE(watch.ended() == ExitStatus{128 + SIGTERM, 0});
      CHECK(watch.put_back());
    }
    REQUIRE(size_for_the_next(tmux, "job") == "80x24");
  }
}

TEST_CASE("watch: left while it attaches, it leaves no size behind") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  if (!knows_ignore_size(tmux)) return;
  const auto begun = Clock::now();
  {
    Watch watch(tmux, "job", 132, 50);
    REQUIRE(watch.shows("here"));
    watch.type("q");
    REQUIRE(watch.ended() == ExitStatus{});
  }
  const auto most = Clock::now() - begun;
  constexpr int kRounds = 24;
  for (int round = 0; round < kRounds; ++round) {
    Watch watch(tmux, "job", 132, 50);
    const auto at = Clock::now() + most * round / kRounds;
    while (Clock::now() < at) {
    }
    watch.type("q");
    INFO(round);
    REQUIRE(watch.ended() == ExitStatus{});
    REQUIRE(size_for_the_next(tmux, "job") == "80x24");
  }
}

// A detach-client from a shell is a client of its own, at whose end tmux looks at all sizes: whether that
// comes before the watch has left is up to chance. So it is the server that runs this; tmux 3.8 does not.
TEST_CASE("watch: if the server detaches what keeps the sizes, it ends and they stay") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  if (!knows_ignore_size(tmux) || asked(tmux, "job", "#{version}").starts_with("3.8")) return;
  for (int round = 0; round < 5; ++round) {
    Watch watch(tmux, "job", 132, 50);
    REQUIRE(watch.shows("here"));
    const std::string name = "brief-" + std::to_string(round);
    tmux.start_job(name, "while [ ! -e \"$HOME/" + name + "\" ]; do sleep 0.01; done; kill $$");
    tmux.must({"set-hook", "-g", "session-closed", "detach-client -t " + keeper_of(tmux)});
    write_file(tmux / name, "");
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.put_back());
    CHECK(watch.screen.ends_with("detached from session \"job\"\r\n"));
    REQUIRE(window_size(tmux, "job") == "80x24");
    REQUIRE(size_for_the_next(tmux, "job") == "80x24");
  }
}

TEST_CASE("watch: detached from a shell, with -a or not, it ends") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  for (const char* const flag : {"-a", "-s=job"}) {
    Watch watch(tmux, "job");
    REQUIRE(watch.shows("here"));
    tmux.must({"detach-client", flag});
    if (flag == std::string("-a") && !knows_ignore_size(tmux)) continue;  // it is the only client there
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.put_back());
    CHECK(watch.screen.ends_with("detached from session \"job\"\r\n"));
  }
}

TEST_CASE("watch: a server that does not answer does not keep anybody from leaving, and echoes no key") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  for (const char* const key : {"q", "\x03"}) {
    const Stopped stopped(tmux.server_pid());
    Watch watch(tmux, "job");
    CHECK(wait_until([&] { return watch.raw(); }));
    watch.type(key);
    CHECK(watch.ended() == ExitStatus{});
    CHECK(watch.modes_put_back());
    CHECK(watch.screen == "left session \"job\" before tmux had drawn it\r\n");
  }
}

TEST_CASE("watch: a session that does not exist leaves the screen and what was typed alone") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  Watch watch(tmux, "nobody");
  CHECK(watch.ended() == ExitStatus{1, 0});
  CHECK(watch.modes_put_back());
  CHECK(watch.screen.find('\033') == std::string::npos);
  Watch named(tmux, "a.b");
  CHECK(named.ended() == ExitStatus{1, 0});
  CHECK(named.screen.find("name cannot contain '.'") != std::string::npos);
}
