// How a wait ends: each outcome, and the order among them.
#include "tools/waits/pane_wait.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;

namespace {

/// Looks until it has ended.
void wait_on(Waiting& w) {
  const auto deadline = test::deadline_in(test::kPatience);
  while (!w.outcome && !w.error && uv::Clock::now() < deadline) w.look();
}

}  // namespace

TEST_CASE("a wait: a new line matches, and the cursor is right behind it") {
  Waiting w;
  w.pane.print("old ready\nworking\n");
  w.start(Waiting::pattern("ready"));
  w.look();
  CHECK_FALSE(w.outcome);
  CHECK(w.wait->new_lines().kept().count() == 0);
  w.print("step 1\nready: 100 %\nafter\n");
  CHECK(w.outcome == WaitEnd::matched);
  CHECK(w.wait->matched_line() == "ready: 100 %");
  CHECK(w.wait->new_lines().kept().text() == "step 1\nready: 100 %\nafter");
  REQUIRE(w.wait->cursor());
  const auto cursor = *w.wait->cursor();
  w.pane.print("then\n");
  w.start(Waiting::pattern("after|then"), cursor);
  CHECK(w.outcome == WaitEnd::matched);
  CHECK(w.wait->matched_line() == "then");
  CHECK(w.wait->new_lines().kept().text() == "then");
}

TEST_CASE("a wait looks with nothing but list-panes while nothing happens") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  const auto before = w.server.asked();
  for (int i = 0; i < 10; ++i) w.look();
  CHECK(w.server.asked() == before + 10);
  CHECK(test::timer_due(w.loop) == PaneWait::kPatternLook);
  w.pane.now += 5;
  w.print("x\n");
  CHECK(w.server.asked() == before + 12);
  CHECK(test::timer_due(w.loop) == tmux::PaneTicker::kBusyPause);
}

TEST_CASE("a wait: nothing was printed for so long") {
  Waiting w;
  w.pane.print("working\n");
  const auto begin = uv::Clock::now();
  w.start(Waiting::idle(200ms));
  w.look();
  CHECK_FALSE(w.outcome);
  w.print("more\n");
  ++w.pane.now;
  const auto printed = uv::Clock::now();
  wait_on(w);
  CHECK(w.outcome == WaitEnd::idle);
  CHECK(uv::Clock::now() - printed >= 200ms - 1ms);
  CHECK(uv::Clock::now() - begin >= 200ms);
  CHECK(w.wait->new_lines().kept().text() == "more");
}

TEST_CASE("a wait: what was printed unseen is read before a pane is called idle, and counts") {
  Waiting w;
  ++w.pane.now;
  w.start(Waiting::idle(100ms));
  w.print("10%");
  w.pane.print("\r99%");  // in the same second, in the same place
  wait_on(w);
  CHECK(w.outcome == WaitEnd::idle);
  CHECK(w.wait->new_lines().kept().text() == "99%");
}

TEST_CASE("a wait: a pane is idle whatever another one in its window prints") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print("working\n");
  w.start(Waiting::idle(100ms));
  const auto deadline = test::deadline_in(test::kPatience);
  while (!w.outcome && uv::Clock::now() < deadline) {
    ++w.pane.now;
    w.pane.other_prints();
    w.look();
  }
  CHECK(w.outcome == WaitEnd::idle);
}

TEST_CASE("a wait: a pane whose command has ended, with its last words") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("never"));
  w.pane.dead = true;
  w.print("last words\n");
  CHECK(w.outcome == WaitEnd::dead);
  CHECK(w.wait->new_lines().kept().text() == "last words");
  w.start(Waiting::idle(1h));
  w.look();
  CHECK(w.outcome == WaitEnd::dead);  // and one that was dead before
}

TEST_CASE("a wait: the session went, with its server or without, or its pane belongs to another") {
  Waiting w;
  auto& other = w.server.add("other", "%8");
  w.pane.print("working\n");
  w.start(Waiting::pattern("never"));
  SECTION("session") {
    w.server.remove(w.pane);
  }
  SECTION("server") {
    w.server.remove(w.pane);
    w.server.remove(other);
  }
  SECTION("the pane has gone to another session") {
    w.pane.session = "other";
  }
  SECTION("another pane is in its place") {
    w.pane.id = "%9";
  }
  w.look();
  CHECK(w.outcome == WaitEnd::gone);
  CHECK(w.shared.ticker.watches() == 0);
  CHECK(w.wait->cursor());
  w.loop.run();  // nothing is left to wait for
}

TEST_CASE("a wait: gone between a look and what is read after it, and no other pane is read instead") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  w.pane.print("x\n");
  w.begin_look();
  w.server.answer();
  REQUIRE(w.server.command() == "if-shell");  // poll_pane()
  SECTION("with its session") {
    w.server.remove(w.pane);
  }
  SECTION("alone: the session shows another") {
    w.pane.id = "%8";
    w.pane.print("ready\n");
  }
  w.answer_all();
  CHECK(w.outcome == WaitEnd::gone);
  CHECK(w.wait->new_lines().kept().text().empty());
  CHECK(w.wait->cursor()->pane == tmux::PaneId{7});
}

TEST_CASE("a wait: several at once end it with the first: matched, dead, idle") {
  Waiting w;
  w.pane.print("working\n");
  auto conditions = Waiting::pattern("ready");
  conditions.idle = 0ms;
  w.pane.dead = true;
  SECTION("all") {
    w.start(conditions);
    w.print("ready\n");
    CHECK(w.outcome == WaitEnd::matched);
  }
  SECTION("without a match") {
    w.start(conditions);
    w.look();
    CHECK(w.outcome == WaitEnd::dead);
  }
  SECTION("idle alone, of no time at all") {
    w.pane.dead = false;
    w.start(conditions);
    w.look();
    CHECK(w.outcome == WaitEnd::idle);
  }
}

TEST_CASE("waits that end at the same look end in the order in which they began") {
  Waiting w;
  auto& other = w.server.add("other", "%8");
  std::vector<std::string> ended;
  std::vector<std::shared_ptr<PaneWait>> waits;
  for (const auto* name : {"other", "job", "other"}) {
    PaneWait::Hooks hooks;
    hooks.ended = [&ended, name](WaitEnd) { ended.emplace_back(name); };
    waits.push_back(std::make_shared<PaneWait>(w.shared, name, Waiting::pattern("never"), std::move(hooks)));
    waits.back()->start({});
  }
  w.answer_all();
  SECTION("all that are there") {
    w.server.remove(w.pane);
    w.server.remove(other);
    w.look();
    CHECK(ended == std::vector<std::string>{"other", "job", "other"});
  }
  SECTION("not those that the first has stopped") {
    PaneWait::Hooks hooks;
    hooks.ended = [&](WaitEnd) {
      for (const auto& wait : waits) wait->stop();
      ended.emplace_back("all");
    };
    waits.push_back(std::make_shared<PaneWait>(w.shared, "job", Waiting::pattern("never"), std::move(hooks)));
    waits.back()->start({});
    waits.push_back(
        std::make_shared<PaneWait>(w.shared, "job", Waiting::pattern("never"), PaneWait::Hooks{}));
    waits.back()->start({});
    w.answer_all();
    w.server.remove(w.pane);
    w.look();
    CHECK(ended == std::vector<std::string>{"job", "all"});
    CHECK(w.shared.ticker.watches() == 0);
  }
}
