#include "tmux/read/poll.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/polling.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("nothing new is one request, answered with a word at most once a second has passed") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print("a\nb\n$ ");
  Polling polling(pane);
  const Cursor early = polling.capture();
  CHECK(polling.poll(early).kind == Polled::Kind::unchanged);
  pane.now += 2;
  const Cursor late = polling.capture();
  pane.now += 310;
  polling.client.asked.clear();
  const Polled polled = polling.poll(late);
  CHECK(polled.kind == Polled::Kind::unchanged);
  CHECK(polled.cursor == late);
  CHECK(polled.state.activity == 1000);
  CHECK(polled.state.session == "job");
  REQUIRE(polling.client.asked.size() == 1);
  const std::string answer = pane.answer(polling.client.asked.back());
  if (counts) {
    CHECK(polled.state.idle() == 312);
    CHECK(answer.find('\n') + 1 == answer.size());
  } else {  // what is the time then is up to our own clock
    CHECK(polled.state.now > 1'000'000'000);
    CHECK(answer.empty());
  }
}

TEST_CASE("nothing new is only said of a pane that tmux names with the session that was asked for") {
  FakePane pane(20, 5, 2000);
  pane.print("a\n$ ");
  pane.now += 2;
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.session = "other";
  CHECK(pane.answer(polling.asked_for(cursor)).find("other") != std::string::npos);
  CHECK(polling.asked_for(cursor, "a,}#b").at(4).ends_with(" a#,#}##b},#{!=:1,}}"));
}

TEST_CASE("what was printed in the second of the cursor is seen, even if nothing but the text has changed") {
  FakePane pane(20, 5, 2000);
  pane.print("copying\n10%");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("\r20%");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Polled::Kind::news);
  CHECK(polled.text->text() == "20%");
  CHECK(polled.replaces_last);
}

TEST_CASE("only what came since, the changed line first") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print("one\ntwo\n$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  SECTION("the end grew") {
    pane.print("make\nok\n$ ");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "$ make\nok\n$");
    CHECK(polled.replaces_last);
  }
  SECTION("the end stayed") {
    pane.print("\nok\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "ok");
    CHECK_FALSE(polled.replaces_last);
  }
  SECTION("the end wrapped into the next row") {
    pane.print(std::string(30, 'x') + "\nok\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "$ " + std::string(30, 'x') + "\nok");
    CHECK(polled.replaces_last);
  }
  SECTION("only the newest are wanted") {
    pane.print(test::numbered_lines(1, 1000));
    const Polled polled = polling.poll(cursor, 3);
    CHECK(polled.text->text() == "998\n999\n1000");
    CHECK(polled.text->passed() == 1000);  // the first of them on the line of the prompt
  }
  SECTION("a row above the end was redrawn") {
    pane.cursor_up(1);
    pane.print("TWO\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.kind == Polled::Kind::redrawn);
    CHECK(polled.text->text() == "one\nTWO\n$");
  }
}

TEST_CASE("another text in the top row of a pane without history is declared, for more may have been there") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print("$ make");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  SECTION("the screen was cleared, and the history") {
    pane.print("\n" + test::numbered_lines(1, 100));
    pane.erase_screen();
    pane.clear_history();
    pane.print("done\n$ ");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.kind == (counts ? Polled::Kind::reset : Polled::Kind::redrawn));
    CHECK(polled.text->text() == "done\n$");
  }
  SECTION("the line was written anew, and may not have been") {
    pane.print("\r$ ls  \na\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.kind == (counts ? Polled::Kind::news : Polled::Kind::redrawn));
    CHECK(polled.replaces_last);
    CHECK(polled.text->text() == "$ ls\na");
  }
  SECTION("it goes on") {
    pane.print(" all\n" + test::numbered_lines(1, 100));
    const Polled polled = polling.poll(cursor);
    CHECK(polled.kind == Polled::Kind::news);
    CHECK(polled.replaces_last);
    CHECK(polled.text->passed() == 101);
  }
}

TEST_CASE("blank lines are news as soon as text follows them") {
  FakePane pane(20, 5, 2000);
  pane.print("a\n\n\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("\n");
  CHECK(polling.poll(cursor).kind == Polled::Kind::unchanged);
  pane.print("b\n");
  CHECK(polling.poll(cursor).text->text() == "\n\n\nb");
}

TEST_CASE("each reason for starting anew") {
  FakePane pane(20, 5, 2000);
  pane.print(test::numbered_lines(1, 100));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  const auto reset = [&] {
    pane.print("new\n");
    const Polled polled = polling.poll(cursor, 2);
    REQUIRE(polled.kind == Polled::Kind::reset);
    CHECK(polled.text->text().ends_with("new"));
    return polled.reset;
  };
  SECTION("clear-history") {
    pane.clear_history();
    CHECK(reset() == Reset::cleared);
  }
  SECTION("clear-history, and as much again") {
    pane.clear_history();
    pane.print(test::numbered_lines(200, 400));
    CHECK(reset() == Reset::cleared);
  }
  SECTION("respawn") {
    pane.respawn();
    CHECK(reset() == Reset::respawned);
  }
  SECTION("another width") {
    pane.set_width(30);
    CHECK(reset() == Reset::resized);
  }
}

TEST_CASE("rows that a taller screen took back from the history, and a program wrote on, were not cleared") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print(test::numbered_lines(1, 100));
  pane.erase_screen();
  pane.print("$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.set_height(20);
  pane.cursor_up(4);
  pane.print("\rabove");
  const Polled polled = polling.poll(cursor, 6);
  REQUIRE(polled.kind == Polled::Kind::reset);
  CHECK(polled.reset == Reset::resized);
  CHECK(polled.text->text() == "92\nabove\n94\n95\n96\n$");
}

TEST_CASE("a full history: rows that were moved are found, rows that were discarded are declared lost") {
  FakePane pane(20, 5, 200);
  pane.print(test::numbered_lines(1, 300));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  const int more = GENERATE(1, 5, 19, 20, 21, 60, 100, 150);
  pane.print(test::numbered_lines(301, 300 + more));
  const Polled polled = polling.poll(cursor);
  REQUIRE(polled.kind == Polled::Kind::news);
  CHECK(std::string(polled.text->text()) + "\n" == test::numbered_lines(301, 300 + more));
  pane.print(test::numbered_lines(1000, 2000));
  CHECK(polling.poll(cursor).kind == Polled::Kind::lost);
}

TEST_CASE("identical lines in a full history prove nothing") {
  FakePane pane(20, 5, 200);
  for (int i = 0; i < 300; ++i) pane.print("x\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("x\n");
  CHECK(polling.poll(cursor).kind == Polled::Kind::lost);
  pane.counts = true;
  const Cursor counted = polling.capture();
  pane.print("x\nx\n");
  const Polled polled = polling.poll(counted);
  REQUIRE(polled.kind == Polled::Kind::news);
  CHECK(polled.text->text() == "x\nx");
  for (int i = 0; i < 1000; ++i) pane.print("x\n");
  const Polled lost = polling.poll(counted);
  CHECK(lost.kind == Polled::Kind::lost);
  CHECK(lost.lost_rows.value_or(0) > 700);
}

TEST_CASE("rows that were discarded are counted up to those that are told of, in a flood, too") {
  FakePane pane(20, 5, 200);
  pane.counts = true;
  pane.print(test::numbered_lines(1, 300));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  int next = 301;
  const auto print = [&](int count) {
    pane.print(test::numbered_lines(next, next + count - 1));
    next += count;
  };
  print(1000);
  const Polled polled = polling.poll_while(cursor, [&] { print(70); });
  REQUIRE(polled.kind == Polled::Kind::lost);
  const int first = std::stoi(split(polled.text->text()).front());
  CHECK(polled.lost_rows == static_cast<std::uint64_t>(first - 301));
}

TEST_CASE("a pane that runs on while it is read") {
  const std::size_t limit = GENERATE(std::size_t{200}, std::size_t{2000}, std::size_t{100'000});
  FakePane pane(20, 5, limit);
  pane.print(test::numbered_lines(1, 3000));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  int next = 3001;
  const auto print = [&](int count) {
    pane.print(test::numbered_lines(next, next + count - 1));
    next += count;
  };
  print(500);
  const Polled polled = polling.poll_while(cursor, [&] { print(7); });
  if (limit == 200) {
    CHECK(polled.kind == Polled::Kind::lost);
    return;
  }
  REQUIRE(polled.kind == Polled::Kind::news);
  const auto lines = split(polled.text->text());
  CHECK(lines.front() == "3001");
  CHECK(lines.back() == std::to_string(3000 + static_cast<int>(lines.size())));
  CHECK(lines.size() >= 500);
}
