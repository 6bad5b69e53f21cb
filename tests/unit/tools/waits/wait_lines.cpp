// What counts as new for a wait: all that is printed, once, and nothing that was there before.
#include <malloc.h>
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;
using Outcome = WaitEnd;

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
  w.pane.print(test::numbered_lines(1, 30, "line "));
  auto conditions = Waiting::pattern("^line 777$");
  conditions.lines = 3;
  w.start(conditions);
  w.print(test::numbered_lines(31, 1500, "line "));
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

TEST_CASE("new for a wait: where lines were lost, what is left is searched, and the loss is reported") {
  Waiting w;
  auto& small = w.server.add("small", "%8", 40, 6, 100);
  small.print(test::numbered_lines(1, 50, "line "));
  w.server.remove(w.pane);
  small.session = "job";
  w.ask(Waiting::pattern("^line 4990$"));
  w.answer_all();
  small.print(test::numbered_lines(51, 5000, "line "));
  w.look();
  CHECK(w.outcome == Outcome::matched);
  CHECK(w.wait->new_lines().lost());
  CHECK(w.wait->new_lines().kept().text().ends_with("line 5000"));
}

TEST_CASE("new for a wait: no more than the wanted lines are kept, and the others counted") {
  Waiting w;
  w.pane.print("$ ");
  auto conditions = Waiting::pattern("never");
  conditions.lines = 2;
  w.start(conditions);
  w.print("go\n" + test::numbered_lines(1, 3, "line "));
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
