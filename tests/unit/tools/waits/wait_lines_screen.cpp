// What counts as new for a wait where full-screen programs come and go, and where rows move.
#include <string>

#include "support/catch.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using Outcome = WaitEnd;

namespace {

/// A program with a screen of its own comes.
void enter(tmux::FakePane& pane, const std::string& screen) {
  pane.alternate(true);
  pane.cursor_up(1000);
  pane.print(screen);
}

/// One comes, is seen, and goes.
void visit(Waiting& w, const std::string& screen) {
  enter(w.pane, "");
  w.print(screen);
  w.pane.alternate(false);
  w.look();
}

}  // namespace

TEST_CASE("new for a wait: what was there stays old while a full-screen program comes and goes") {
  const bool counts = GENERATE(false, true);
  const bool parts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.parts = parts;
  SECTION("on the screen") {
    w.pane.print("FAILED\nnext\n");
  }
  SECTION("in the history") {
    w.pane.print("FAILED\n" + test::numbered_lines(1, 50, "line "));
  }
  SECTION("wrapped over the top of the screen") {
    w.pane.print(test::numbered_lines(1, 20, "line ") + "FAILED" + std::string(100, 'x') +
                 "FAILED\n1\n2\n3\n4\n");
  }
  SECTION("the same as the last line") {
    w.pane.print(test::numbered_lines(1, 20, "line ") + "FAILED" + std::string(200, 'x') + "FAILED");
  }
  w.start(Waiting::pattern("FAILED"));
  visit(w, "menu\n");
  visit(w, "menu\nitem\n");
  CHECK_FALSE(w.outcome);
  CHECK(w.wait->new_lines().kept().text().empty());
  CHECK(w.wait->new_lines().came() == 2);
  w.print("\n");
  CHECK_FALSE(w.outcome);
  w.print("FAILED again\n");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "FAILED again");
}

TEST_CASE("new for a wait: what a full-screen program hides, before the wait begins or later") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print(test::numbered_lines(1, 20, "line ") + "FAILED\n$ less");
  enter(w.pane, "menu");
  SECTION("old, and it goes") {
    w.start(Waiting::pattern("FAILED"));
    w.pane.alternate(false);
    w.look();
    w.print("\n$ ");
    CHECK_FALSE(w.outcome);
    w.print("\nFAILED again\n");
  }
  SECTION("old, before the cursor of the wait, and it has gone") {
    const auto cursor = w.cursor();
    w.pane.alternate(false);
    w.pane.print("\n$ ");
    w.start(Waiting::pattern("FAILED"), cursor);
    CHECK_FALSE(w.outcome);
    CHECK(w.wait->new_lines().kept().text() == "$");
    w.print("\nFAILED again\n");
  }
  SECTION("new, and it has come again") {
    w.start(Waiting::pattern("FAILED"));
    w.pane.alternate(false);
    w.pane.print("\nFAILED again\n" + test::numbered_lines(1, 900, "line "));
    enter(w.pane, "menu");
    w.look();
  }
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "FAILED again");
}

TEST_CASE(
    "new for a wait: with a cursor from before a full-screen program came, what came since and no more") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print("FAILED\n" + test::numbered_lines(1, 20, "line ") + "FAILED\n$ ");
  const auto cursor = w.cursor();
  w.pane.print("make\n");
  SECTION("nothing") {
    enter(w.pane, "menu");
    w.start(Waiting::pattern("FAILED"), cursor);
    CHECK_FALSE(w.outcome);
    CHECK(w.wait->new_lines().kept().text() == "$ make");
    CHECK(w.wait->screen() == "menu");
    CHECK(w.wait->new_lines().reset().empty());
    w.pane.alternate(false);
    w.look();
    CHECK_FALSE(w.outcome);
    return;
  }
  SECTION("a hidden line") {
    w.pane.print("FAILED again\n");
    enter(w.pane, "menu");
    w.start(Waiting::pattern("FAILED"), cursor);
  }
  SECTION("a line of its screen") {
    enter(w.pane, "FAILED again");
    w.start(Waiting::pattern("FAILED"), cursor);
  }
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "FAILED again");
}

TEST_CASE("new for a wait: a screen that has not changed since the cursor of the wait is old") {
  Waiting w;
  w.pane.print("$ top\n");
  enter(w.pane, "FAILED");
  const auto cursor = w.cursor();  // in the second of the last output: nobody knows yet
  w.start(Waiting::pattern("FAILED"), cursor);
  CHECK_FALSE(w.outcome);
  w.print("\nFAILED again");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "FAILED again");
}

TEST_CASE("new for a wait: a last line that moves down is as old as it was") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  SECTION("rows are inserted above it") {
    w.pane.print(test::numbered_lines(1, 20, "line ") + "1 FAILED\n");
    w.start(Waiting::pattern("FAILED"));
    w.pane.print("a\nb\nc\nd\n");  // it is in the top row now
    w.pane.scroll_down(2);
    w.look();
  }
  SECTION("a program keeps it below its output") {
    w.pane.print(test::numbered_lines(1, 20, "line ") + "1 FAILED");
    w.start(Waiting::pattern("FAILED"));
    for (int i = 0; i < 3; ++i) w.print("\rlog " + std::to_string(i) + "   \n1 FAILED");
  }
  SECTION("it is shortened") {
    w.pane.print(test::numbered_lines(1, 20, "line ") + "FAILED 1");
    w.start(Waiting::pattern("FAILED"));
    w.print("\rFAILED  ");
  }
  CHECK_FALSE(w.outcome);
  w.print("\n2 FAILED");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "2 FAILED");
}

TEST_CASE("new for a wait: however many lines are wanted, what was there is known") {
  Waiting w;
  auto& tall = w.server.add("tall", "%8", 40, 6, 5000);
  w.server.remove(w.pane);
  tall.session = "job";
  tall.print("FAILED\n" + test::numbered_lines(1, 800, "line "));
  auto conditions = Waiting::pattern("FAILED");
  conditions.lines = 1000;
  w.ask(conditions);
  w.answer_all();
  tall.set_width(60);
  w.look();
  CHECK_FALSE(w.outcome);
  CHECK(w.wait->new_lines().kept().text().empty());
  CHECK(w.wait->new_lines().reset() == "resize");
}

TEST_CASE("new for a wait: with a cursor from before a redraw, what stands below its end") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print("FAILED\n+ dir\n+> ");
  const auto cursor = w.cursor();
  // The prompt of two lines becomes one of one line.
  w.pane.print("make");
  w.pane.cursor_up(1);
  w.pane.print("> make\n       \n");
  SECTION("what was there") {
    w.start(Waiting::pattern("FAILED"), cursor);
    CHECK_FALSE(w.outcome);
    CHECK(w.wait->new_lines().reset() == "redraw");
    w.print("FAILED again\n");
  }
  SECTION("what is new") {
    w.pane.print("FAILED again\n");
    w.start(Waiting::pattern("FAILED"), cursor);
  }
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "FAILED again");
}
