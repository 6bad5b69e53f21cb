#include "tmux/read/pane_ticker.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/loop_timer.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// A line as list-panes prints it.
std::string row(const std::string& pane, const std::string& session, int activity = 1000, bool dead = false) {
  return "0\t" + pane + "\t4711\t" + std::to_string(activity) + "\t0\t2000\t0\t0\t80\t24\t0\t" +
         (dead ? "1" : "0") + "\t/dev/pts/3\t\t\t\t" + session + "\n";
}

struct Watching {
  FakeClient client;
  uv::Loop loop;
  PaneTicker ticker{loop, client, 10s};

  using Panes = PaneTicker::Panes;

  /// Counts the looks that it is told of, and keeps the last.
  struct Seen {
    int looks = 0;
    Panes panes;
    bool happened = false;
    std::unique_ptr<PaneTicker::Watch> watch;
  };
  void watch(Seen& seen, std::chrono::milliseconds at_most = PaneTicker::kQuietPause) {
    seen.watch = ticker.watch(at_most, [&seen](const Panes& panes) {
      ++seen.looks;
      seen.panes = panes;
      return seen.happened;
    });
  }
  [[nodiscard]] auto pause() { return test::timer_due(loop); }
  void begin_look() {
    const std::size_t asked = client.asked.size();
    test::fire_timer(loop);
    REQUIRE(client.asked.size() == asked + 1);
    REQUIRE(client.open() == 1);
  }
  void look(const std::string& rows) {
    begin_look();
    client.answer(rows);
  }
};
const std::string kJob = row("%1", "job");

}  // namespace

TEST_CASE("pane ticker: one list-panes tells all who watch, however many") {
  Watching w;
  std::vector<Watching::Seen> seen(32);
  for (auto& one : seen) w.watch(one);
  CHECK(w.ticker.watches() == 32);
  CHECK(w.client.asked.empty());  // a look takes a moment; whoever watches has just seen its pane
  w.look(kJob + row("%2", "other"));
  REQUIRE(w.client.asked.size() == 1);
  CHECK(joined(w.client.asked[0].argv).starts_with("list-panes -a -F 0\t#{pane_id}"));
  for (const auto& one : seen) {
    CHECK(one.looks == 1);
    CHECK(one.panes.size() == 2);
  }
}

TEST_CASE("pane ticker: the pause grows from busy to quiet, and whatever happens makes it busy again") {
  Watching w;
  Watching::Seen seen;
  w.watch(seen);
  CHECK(w.pause() == PaneTicker::kBusyPause);
  auto expected = PaneTicker::kBusyPause;
  while (expected < PaneTicker::kQuietPause) {
    w.look(kJob);
    expected = std::min(expected + expected / 2, PaneTicker::kQuietPause);
    CHECK(w.pause() == expected);
  }
  for (int i = 0; i < 3; ++i) w.look(kJob);
  CHECK(w.pause() == PaneTicker::kQuietPause);  // and no more than that
  seen.happened = true;
  for (int i = 0; i < 3; ++i) {
    w.look(kJob);
    CHECK(w.pause() == PaneTicker::kBusyPause);
  }
  seen.happened = false;
  w.look(kJob);
  CHECK(w.pause() == PaneTicker::kBusyPause + PaneTicker::kBusyPause / 2);
}

TEST_CASE("pane ticker: what happens for one is enough for all to look again soon") {
  Watching w;
  Watching::Seen quiet;
  Watching::Seen busy;
  Watching::Seen last;
  busy.happened = true;
  w.watch(quiet);
  w.watch(busy);
  w.watch(last);
  w.look(kJob);
  CHECK(w.pause() == PaneTicker::kBusyPause);
}

TEST_CASE("pane ticker: no longer than the most impatient will wait, and only while it is there") {
  Watching w;
  Watching::Seen patient;
  Watching::Seen impatient;
  w.watch(patient);
  w.watch(impatient, 100ms);
  for (int i = 0; i < 10; ++i) w.look(kJob);
  CHECK(w.pause() == 100ms);
  impatient.watch.reset();
  w.look(kJob);
  CHECK(w.pause() == PaneTicker::kQuietPause);
}

TEST_CASE("pane ticker: who comes is told soon, but does not put off a look that is due") {
  Watching w;
  Watching::Seen first;
  w.watch(first);
  for (int i = 0; i < 10; ++i) w.look(kJob);
  REQUIRE(w.pause() == PaneTicker::kQuietPause);
  Watching::Seen second;
  w.watch(second);
  CHECK(w.pause() == PaneTicker::kBusyPause);
  // One after the other, each before the look: there is one all the same.
  const auto deadline = uv::Clock::now() + 20s;
  std::vector<std::unique_ptr<Watching::Seen>> others;
  while (w.client.asked.size() == 10 && uv::Clock::now() < deadline) {
    w.watch(*others.emplace_back(std::make_unique<Watching::Seen>()));
    uv_run(w.loop.raw(), UV_RUN_NOWAIT);
    if (others.size() > 100) others.erase(others.begin());
  }
  CHECK(w.client.asked.size() == 11);
}

TEST_CASE("pane ticker: a look that began before a watch was added tells it nothing") {
  Watching w;
  Watching::Seen first;
  Watching::Seen second;
  w.watch(first);
  w.begin_look();
  w.watch(second);
  CHECK(w.client.open() == 1);  // and no second look meanwhile
  CHECK_FALSE(w.pause());
  w.client.answer(kJob);  // from before its session was made, say
  CHECK(first.looks == 1);
  CHECK(second.looks == 0);
  CHECK(w.pause() == PaneTicker::kBusyPause);
  w.look(kJob);
  CHECK(first.looks == 2);
  CHECK(second.looks == 1);
}

TEST_CASE("pane ticker: who goes is not told any more, and with the last one everything stops") {
  Watching w;
  Watching::Seen first;
  Watching::Seen second;
  w.watch(first);
  w.watch(second);
  w.look(kJob);
  first.watch.reset();
  w.look(kJob);
  CHECK(first.looks == 1);
  CHECK(second.looks == 2);
  SECTION("between two looks") {
    second.watch.reset();
    CHECK(w.client.cancelled.empty());
  }
  SECTION("while one is under way") {
    w.begin_look();
    second.watch.reset();
    CHECK(w.client.cancelled.size() == 1);
    CHECK(w.client.open() == 0);
  }
  CHECK(w.ticker.watches() == 0);
  CHECK_FALSE(w.pause());
  w.loop.run();  // returns: nothing is left to wait for
  Watching::Seen third;
  w.watch(third);
  w.look(kJob);
  CHECK(third.looks == 1);
  CHECK(second.looks == 2);
}

TEST_CASE("pane ticker: while they are told, they may end themselves, each other, all, or bring a new one") {
  Watching w;
  Watching::Seen other;
  Watching::Seen later;
  std::unique_ptr<PaneTicker::Watch> own;
  const auto on_look = [&](auto act) {
    own = w.ticker.watch(PaneTicker::kQuietPause, [act](const PaneTicker::Panes&) {
      act();
      return true;
    });
    w.watch(other);
    w.look(kJob);
  };
  SECTION("itself") {
    on_look([&] { own.reset(); });
    CHECK(other.looks == 1);
    CHECK(w.ticker.watches() == 1);
    CHECK(w.pause() == PaneTicker::kBusyPause);
  }
  SECTION("one that would have been told next") {
    on_look([&] { other.watch.reset(); });
    CHECK(other.looks == 0);
    CHECK(w.ticker.watches() == 1);
  }
  SECTION("all") {
    on_look([&] {
      other.watch.reset();
      own.reset();
    });
    CHECK(other.looks == 0);
    CHECK_FALSE(w.pause());
    CHECK(w.client.open() == 0);
  }
  SECTION("itself, for a new one") {
    on_look([&] {
      own.reset();
      w.watch(later);
    });
    CHECK(later.looks == 0);
    CHECK(w.pause() == PaneTicker::kBusyPause);
    w.look(kJob);
    CHECK(later.looks == 1);
  }
}

TEST_CASE("pane ticker: panes as they are: dead, gone, in another session, in several") {
  Watching w;
  Watching::Seen seen;
  w.watch(seen);
  w.look(kJob + row("%1", "twin") + row("%2", "dead", 900, true));
  REQUIRE(seen.panes.size() == 3);
  CHECK(seen.panes[1].pane == PaneId{1});
  CHECK(seen.panes[1].session == "twin");
  CHECK(seen.panes[2].dead);
  CHECK(seen.panes[2].activity == 900);
  w.look(row("%1", "twin") + "what no tmux says\n");
  REQUIRE(seen.panes.size() == 1);
  CHECK(seen.panes[0].session == "twin");
  w.look("");
  CHECK(seen.panes.empty());
}

TEST_CASE("pane ticker: without a server there are no panes, which everybody is told") {
  Watching w;
  Watching::Seen first, second;
  w.watch(first);
  w.watch(second);
  for (const auto* message :
       {"no server running on /tmp/x", "error connecting to /tmp/x (Connection refused)", "lost server"}) {
    w.look(kJob);
    REQUIRE(second.panes.size() == 1);
    w.begin_look();
    w.client.answer("", 1, message);
    CHECK(first.panes.empty());
    CHECK(second.panes.empty());
  }
  CHECK(second.looks == 6);
  CHECK(w.pause());
}

TEST_CASE("pane ticker: a server that does not answer has said nothing, and is asked again") {
  Watching w;
  Watching::Seen seen;
  w.watch(seen);
  w.look(kJob);
  const auto before = *w.pause();
  w.begin_look();
  const auto allowed = w.client.asked.back().deadline - uv::Clock::now();
  CHECK(allowed <= 10s);
  CHECK(allowed > 5s);
  w.client.answer(Error{Errc::timed_out, "x"});
  CHECK(seen.looks == 1);
  CHECK(w.pause() == before + before / 2);  // one that is overloaded is not to be asked more often
  w.look(kJob);
  CHECK(seen.looks == 2);
}

TEST_CASE("pane ticker: destroyed during a look, it asks no more") {
  FakeClient client;
  {
    uv::Loop loop;
    PaneTicker ticker(loop, client, 10s);
    bool told = false;
    const auto watch = ticker.watch(PaneTicker::kQuietPause, [&](const auto&) { return told = true; });
    test::fire_timer(loop);
    REQUIRE(client.open() == 1);
  }
  CHECK(client.open() == 0);
}
