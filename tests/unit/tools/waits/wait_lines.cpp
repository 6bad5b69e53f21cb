// What counts as new for a wait: all that is printed, once, and nothing that was there before.
#include <malloc.h>
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;
using Outcome = WaitEnd;

namespace {

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("new for a wait: the line of the cursor never matches, however much is typed behind it") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print("$ ");
  w.start(Waiting::pattern("done"));
  w.print("make; ");
  w.print("echo done");
  w.print("\n");
  CHECK_FALSE(w.outcome);
  w.print("compiling\n");
  CHECK_FALSE(w.outcome);
  SECTION("the output matches") {
    w.print("done\n");
    CHECK(w.outcome == Outcome::matched);
    CHECK(w.wait->new_lines().kept().text() == "$ make; echo done\ncompiling\ndone");
  }
  SECTION("the next line that is typed is a line like any other") {
    w.print("$ echo done");
    CHECK(w.outcome == Outcome::matched);
  }
}

TEST_CASE("new for a wait: all of it in one look, echo and output") {
  Waiting w;
  w.pane.print("$ ");
  w.start(Waiting::pattern("done"));
  w.print("make; echo done\ncompiling\n");
  CHECK_FALSE(w.outcome);
  w.print("done\n$ ");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "done");
}

TEST_CASE("new for a wait: with a cursor from before, the echo that came meanwhile does not match either") {
  Waiting w;
  w.pane.print("old done\n$ ");
  const auto cursor = w.cursor();
  SECTION("echo alone") {
    w.pane.print("make; echo done\n");
    w.start(Waiting::pattern("done"), cursor);
    CHECK_FALSE(w.outcome);
    w.print("done\n");
  }
  SECTION("echo and output") {
    w.pane.print("make; echo done\ndone\n$ ");
    w.start(Waiting::pattern("done"), cursor);
  }
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "done");
}

TEST_CASE("new for a wait: a line that is drawn anew is not the line of the cursor any more") {
  Waiting w;
  w.pane.print("10%");
  w.start(Waiting::pattern("99%"));
  w.print("\r50%");
  CHECK(w.wait->new_lines().kept().text() == "50%");
  w.print("\r99%");
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->new_lines().kept().text() == "99%");
}

TEST_CASE("new for a wait: what nobody can see by the numbers is read again when its second is over") {
  Waiting w;
  ++w.pane.now;
  w.pane.print("10%");
  w.ask(Waiting::pattern("99%"));
  w.answer_all();
  w.pane.print("\r99%");  // in the same second, in the same place
  w.look();
  CHECK_FALSE(w.outcome);
  w.pane.now += 2;
  const auto deadline = test::deadline_in(test::kPatience);
  while (!w.outcome && uv::Clock::now() < deadline) w.look();
  CHECK(w.outcome == Outcome::matched);
}

TEST_CASE("new for a wait: what has scrolled away between two looks still matches") {
  const bool counts = GENERATE(false, true);
  Waiting w;
  w.pane.counts = counts;
  w.pane.print(numbered(1, 30));
  auto conditions = Waiting::pattern("^line 777$");
  conditions.lines = 3;
  w.start(conditions);
  w.print(numbered(31, 1500));
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->matched_line() == "line 777");
  CHECK(w.wait->new_lines().kept().text() == "line 1498\nline 1499\nline 1500");
  CHECK(w.wait->new_lines().kept().skipped() == 1467);
  CHECK_FALSE(w.wait->new_lines().lost());
}

TEST_CASE("new for a wait: what is printed while it is being read is read next") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  w.pane.print("step\n");
  w.begin_look();
  w.server.answer();
  REQUIRE(w.server.command() == "if-shell");
  w.server.answer();  // step
  CHECK(w.wait->new_lines().kept().text() == "step");
  w.pane.print("ready\n");
  w.look();
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->new_lines().kept().text() == "step\nready");
}

TEST_CASE("new for a wait: a change that a look shows while a reading is under way") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  w.pane.print("step\n");
  w.begin_look();
  w.server.answer();
  const auto asked = w.server.asked();
  test::fire_timer(w.loop);
  REQUIRE(w.server.open() == 2);
  w.server.answer();  // step
  w.pane.print("ready\n");
  w.server.answer();  // the look
  CHECK(w.server.command() == "display-message");
  w.answer_all();
  CHECK(w.server.asked() == asked + 2);
  CHECK(w.outcome == Outcome::matched);
}

TEST_CASE("new for a wait: where lines were lost, what is left is searched, and it is told") {
  Waiting w;
  auto& small = w.server.add("small", "%8", 40, 6, 100);
  small.print(numbered(1, 50));
  w.server.remove(w.pane);
  small.session = "job";
  w.ask(Waiting::pattern("^line 4990$"));
  w.answer_all();
  small.print(numbered(51, 5000));
  w.look();
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->new_lines().lost());
  CHECK(w.wait->new_lines().kept().text().ends_with("line 5000"));
}

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
  CHECK(w.wait->new_lines().came() > 10 * WaitLines::kKnownLines);
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
    w.pane.print(numbered(1, 9000));
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

TEST_CASE("new for a wait: no more than the wanted lines are kept, and the others counted") {
  Waiting w;
  w.pane.print("$ ");
  auto conditions = Waiting::pattern("never");
  conditions.lines = 2;
  w.start(conditions);
  w.print("go\n" + numbered(1, 3));
  CHECK(w.wait->new_lines().kept().text() == "line 2\nline 3");
  CHECK(w.wait->new_lines().kept().count() == 2);
  CHECK(w.wait->new_lines().kept().skipped() == 2);
  w.print("\n");  // nothing but an empty line
  CHECK(w.wait->new_lines().kept().text() == "line 2\nline 3");
  w.print("line 4");
  w.print(" and more");
  CHECK(w.wait->new_lines().kept().text() == "\nline 4 and more");
}

TEST_CASE("a pattern that would keep everything waiting is given up, in new lines and in all of them") {
  Waiting w;
  auto& wide = w.server.add("wide", "%8", 3000, 400, 2000);
  w.server.remove(w.pane);
  wide.session = "job";
  wide.print("$ ");
  w.ask(Waiting::pattern("(?:a?){900}a{900}b"));
  w.answer_all();
  SECTION("new lines") {}
  SECTION("a screen that was erased") {
    wide.print("x\ny\n");
    w.look();
    wide.erase_screen();
  }
  const auto begin = uv::Clock::now();
  for (int i = 0; i < 390; ++i) wide.print(std::string(2900, 'a') + std::to_string(i) + "\n");
  w.look();
  CHECK(uv::Clock::now() - begin < 60s);  // without a bound: minutes
  REQUIRE(w.error);
  CHECK(w.error->message == "pattern takes too long on the output of session \"job\"; use a simpler one");
}

TEST_CASE("new for a wait: a long line that grows takes the room of one line") {
  constexpr std::size_t kLine = 200'000;
  constexpr int kPolls = 100;
  const shell::FakeProcesses machine;
  WaitLines lines(machine, {}, 50);
  tmux::Captured captured;
  captured.text = std::make_shared<tmux::Tail>(tmux::Tail::Limits{50, KeptLines::kMaxBytes});
  captured.text->finish();
  lines.begin(captured, {}, false);
  const auto before = ::mallinfo2().uordblks;
  std::string text(kLine, 'x');
  for (int i = 0; i < kPolls; ++i) {
    text += "and more of it";
    tmux::Polled polled;
    polled.kind = tmux::Polled::Kind::news;
    polled.replaces_last = i > 0;
    polled.came = polled.passed = 1;
    polled.text = std::make_shared<tmux::Tail>(tmux::Tail::Limits{50, KeptLines::kMaxBytes});
    polled.text->feed(text);
    polled.text->finish();
    CHECK_FALSE(lines.take(polled));
  }
  CHECK((lines.kept().text() == text));
  CHECK(lines.kept().count() == 1);
  CHECK(lines.kept().skipped() == 0);
  // Under a sanitizer nothing is counted. There are some copies of the newest line.
  CHECK(::mallinfo2().uordblks < before + 10 * kLine);
}
