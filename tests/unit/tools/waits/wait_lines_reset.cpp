// What counts as new for a wait once the rows no longer show it: after a reset, lines are told by their texts.
#include <string>

#include "support/catch.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using Outcome = WaitEnd;

TEST_CASE("new for a wait: nothing that was there is new after a reset") {
  Waiting w;
  w.pane.print("ready\nold\n");
  w.start(Waiting::pattern("ready"));
  SECTION("another width") {
    w.pane.set_width(60);
  }
  SECTION("the screen drawn anew") {
    w.pane.cursor_up(2);
    w.pane.print("READY\nold\n");
    w.pane.cursor_up(2);
    w.pane.print("ready\nold\n");
  }
  SECTION("history cleared") {
    w.pane.clear_history();
  }
  w.look();
  CHECK_FALSE(w.outcome);
  CHECK(w.wait->new_lines().kept().text().empty());
  w.print("ready again\n");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready again");
  CHECK(w.wait->new_lines().kept().text() == "ready again");
}

TEST_CASE("new for a wait: what a new process prints in its pane") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  w.pane.respawn();
  w.print("ready\n");
  CHECK(w.outcome == Outcome::matched);
}

TEST_CASE("new for a wait: an empty pane that is taken over by a program with a screen of its own") {
  Waiting w;
  w.start(Waiting::pattern("ready"));
  w.pane.alternate(true);
  w.print("title\nready\n");
  CHECK(w.outcome == Outcome::matched);
}

TEST_CASE("new for a wait: an old line on a screen that is drawn again and again stays old") {
  constexpr std::size_t kChanging = 40;
  constexpr int kTurns = 120;  // in all, more lines than are remembered
  Waiting w;
  auto& tall = w.server.add("tall", "%8", 40, kChanging + 3, 2000);
  w.server.remove(w.pane);
  tall.session = "job";
  tall.alternate(true);
  tall.print("ready\n" + std::string(kChanging - 1, '\n') + "starting\n");
  w.ask(Waiting::pattern("ready"));
  w.answer_all();
  const auto redraw = [&](const std::string& text) {
    ++tall.now;
    tall.cursor_up(kChanging);
    for (std::size_t row = 0; row < kChanging; ++row)
      tall.print(text + " in row " + std::to_string(row) + "\n");
    w.look();
  };
  for (int i = 1; i <= kTurns; ++i) {
    redraw("turn " + std::to_string(i));
    REQUIRE_FALSE(w.outcome);
  }
  CHECK(w.wait->new_lines().came() > KnownLines::kMaxCame);
  redraw("now ready");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "now ready in row 0");
}

TEST_CASE("new for a wait: with a cursor from before a reset, nothing that is there is taken for old") {
  Waiting w;
  w.pane.print("first\n$ ");
  const auto cursor = w.cursor();
  SECTION("screen erased") {
    w.pane.print("clear; make\n");
    w.pane.erase_screen();
  }
  SECTION("another process") {
    w.pane.respawn();
  }
  SECTION("a screen of its own") {
    w.pane.alternate(true);
  }
  SECTION("lost") {
    w.pane.print(test::numbered_lines(1, 9000, "line "));
  }
  w.pane.print("ready\n");
  w.start(Waiting::pattern("ready"), cursor);
  CHECK(w.outcome == Outcome::matched);
}

TEST_CASE(
    "new for a wait: with a cursor from before a resize, what was there and the echo still do not match") {
  Waiting w;
  w.pane.print("first\n$ echo ready\nready\n$ ");
  const auto cursor = w.cursor();
  w.pane.print("make; echo ready\n");
  w.pane.set_width(60);
  w.start(Waiting::pattern("ready"), cursor);
  CHECK_FALSE(w.outcome);
  w.print("ready\n");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready");
}

TEST_CASE("new for a wait: with a cursor from before a resize, what came between them does") {
  Waiting w;
  w.pane.print("ready 1\nstep 1\n");
  const auto cursor = w.cursor();
  w.pane.print("step 2\nready 2\nstep 3\n");
  w.pane.set_width(60);
  w.start(Waiting::pattern("ready"), cursor);
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "ready 2");
  CHECK(w.wait->new_lines().kept().text() == "step 2\nready 2\nstep 3");
}
