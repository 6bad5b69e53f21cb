// What a poll tells of a pane whose programs come and go with a screen of their own.
#include <string>

#include "support/catch.hpp"
#include "support/unit/numbered_lines.hpp"
#include "support/unit/polling.hpp"
#include "tmux/read/poll.hpp"

using namespace smcp;
using namespace smcp::tmux;
using Kind = Polled::Kind;

namespace {

/// A program comes that shows so much.
void enter(FakePane& pane, const std::string& screen) {
  pane.alternate(true);
  pane.cursor_up(1000);
  pane.print(screen);
}

/// The same, and goes.
void visit(FakePane& pane, const std::string& screen) {
  enter(pane, screen);
  pane.alternate(false);
}

}  // namespace

TEST_CASE("alternate screen: one that comes and goes between two polls leaves no trace") {
  const bool counts = GENERATE(false, true);
  const bool parts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.parts = parts;
  pane.print(test::numbered_lines(1, 100) + "$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  visit(pane, test::numbered_lines(500, 600));
  CHECK(polling.poll(cursor).kind == Kind::unchanged);
  pane.print("less\n");
  visit(pane, test::numbered_lines(500, 600));
  pane.print("$ ");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::news);
  CHECK(polled.replaces_last);
  CHECK(polled.text->text() == "$ less\n$");
}

TEST_CASE("alternate screen: a last line that it parts at the top of the screen has not changed") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print(test::numbered_lines(1, 100) + std::string(110, 'x'));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  REQUIRE(cursor.end_rows == 5);  // one of them in the history
  visit(pane, "menu");
  CHECK(polling.poll(cursor).kind == Kind::unchanged);
  pane.print("\nnew\n");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::news);
  CHECK(polled.text->text() == "new");
  CHECK_FALSE(polled.replaces_last);
}

TEST_CASE("alternate screen: a last line that is one with what stood above it is told as redrawn") {
  FakePane pane(10, 5, 2000);
  pane.print("first\n0123456789\nlast");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.cursor_up(1);
  pane.print("0123456789x");  // runs over into the last row
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::redrawn);
  CHECK(polled.text->text() == "first\n0123456789xast");
}

TEST_CASE("alternate screen: while it is shown, the lines since, even hidden ones, and the screen below") {
  const bool counts = GENERATE(false, true);
  const bool parts = GENERATE(false, true);
  const int before = GENERATE(2, 4, 100);  // without a history, and with one
  const bool colors = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.parts = parts;
  pane.print(test::numbered_lines(1, before) + "$ ");
  Polling polling(pane);
  polling.colors = colors;
  const Cursor cursor = polling.capture();
  const int lines = GENERATE(0, 1, 30);
  pane.print("make\n" + test::numbered_lines(1001, 1000 + lines));
  enter(pane, "top\nmenu\n");
  const Polled polled = polling.poll(cursor);
  REQUIRE(polled.kind == Kind::alternate);
  CHECK(polled.replaces_last);
  CHECK_FALSE(polled.whole);
  CHECK(polled.screen_lines == 2);
  CHECK(polled.screen_changed);
  CHECK(polled.came == static_cast<std::uint64_t>(lines + 1));
  CHECK(polled.passed == static_cast<std::uint64_t>(lines + 3));
  CHECK(polled.text->text() == "$ make\n" + test::numbered_lines(1001, 1000 + lines) + "top\nmenu");

  SECTION("nothing new is told once") {
    CHECK(polling.poll(polled.cursor).kind == Kind::unchanged);
  }
  SECTION("it is drawn anew") {
    pane.cursor_up(1);
    pane.print("MENU\n");
    const Polled drawn = polling.poll(polled.cursor);
    CHECK(drawn.kind == Kind::alternate);
    CHECK(drawn.came == 0);
    CHECK(drawn.text->text() == "top\nMENU");
  }
  SECTION("the program goes") {
    pane.alternate(false);
    const Polled gone = polling.poll(polled.cursor);
    CHECK(gone.kind == Kind::alternate);
    CHECK(gone.text->lines() == 0);
    CHECK(gone.screen_lines == 0);
    pane.print("$ ");
    CHECK(polling.poll(gone.cursor).text->text() == "$");
    CHECK(polling.poll(polled.cursor).text->text() == "$");
  }
  SECTION("another one has come meanwhile") {
    pane.alternate(false);
    pane.print("between\n" + test::numbered_lines(2001, 2500));
    enter(pane, "top\nmenu\n");  // looks like the first
    const Polled other = polling.poll(polled.cursor);
    CHECK(other.kind == Kind::alternate);
    CHECK(other.text->text() == "between\n" + test::numbered_lines(2001, 2500) + "top\nmenu");
    CHECK_FALSE(other.screen_changed);
  }
  SECTION("only the newest are wanted") {
    const Polled few = polling.poll(cursor, 3);
    CHECK(few.text->lines() == 3);
    CHECK(few.passed == static_cast<std::uint64_t>(lines + 3));
  }
}

TEST_CASE("alternate screen: nothing new behind one is one request, answered as cheaply as elsewhere") {
  FakePane pane(20, 5, 2000);
  pane.print(test::numbered_lines(1, 100));
  enter(pane, "menu\n");
  pane.now += 2;
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  polling.client.asked.clear();
  CHECK(polling.poll(cursor).kind == Kind::unchanged);
  REQUIRE(polling.client.asked.size() == 1);
  CHECK(pane.answer(polling.client.asked.back()).empty());
  polling.client.asked.clear();
  pane.print("more\n");
  CHECK(polling.poll(cursor).kind == Kind::alternate);
  CHECK(polling.client.asked.size() == 1);  // and so is another screen
}

TEST_CASE("alternate screen: what it hid from a capture is told by the next poll that tells anything") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print(test::numbered_lines(1, 100) + "$ ");
  enter(pane, "menu\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  CHECK(polling.text == test::numbered_lines(1, 96) + "menu");
  CHECK(cursor.untold);
  pane.alternate(false);
  pane.print("ls\nfile\n");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::alternate);
  CHECK(polled.whole);
  CHECK(polled.text->text() == "97\n98\n99\n100\n$ ls\nfile");
  CHECK(polled.came == 2);  // the others were there
  CHECK_FALSE(polled.cursor.untold);
}

TEST_CASE("alternate screen: a window that another height was given meanwhile changes nothing of the lines") {
  const bool counts = GENERATE(false, true);
  const std::size_t height = GENERATE(std::size_t{3}, std::size_t{9});
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print(test::numbered_lines(1, 100) + "$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("vi\n");
  pane.alternate(true);
  pane.set_height(height);
  pane.cursor_up(1000);
  pane.print("~");
  const Polled shown = polling.poll(cursor);
  REQUIRE(shown.kind == Kind::alternate);
  CHECK(shown.text->text() == "$ vi\n~");
  pane.now += 2;
  const Polled settled = polling.poll(shown.cursor);
  CHECK(settled.kind == Kind::unchanged);
  pane.alternate(false);
  pane.print("$ ");
  const Polled polled = polling.poll(shown.cursor);
  CHECK(polled.kind == Kind::alternate);
  CHECK(polled.text->text() == "$");
}

TEST_CASE(
    "alternate screen: with a full history, found where that proves it, else lost, and not while it stays") {
  FakePane pane(20, 5, 200);
  const bool same = GENERATE(false, true);
  for (int i = 0; i < 300; ++i) pane.print((same ? "x" : std::to_string(i)) + "\n");
  pane.print("$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("less\n");
  enter(pane, "menu\n");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == (same ? Kind::lost : Kind::alternate));
  CHECK(polled.text->text().ends_with("$ less\nmenu"));
  pane.print("more\n");
  const Polled more = polling.poll(polled.cursor);
  CHECK(more.kind == Kind::alternate);
  CHECK(more.text->text() == "menu\nmore");
  pane.alternate(false);
  const Polled gone = polling.poll(more.cursor);
  CHECK(gone.kind == (same ? Kind::lost : Kind::alternate));
}

TEST_CASE("alternate screen: its program clears the history, or the pane is another one") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print(test::numbered_lines(1, 100) + "$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  enter(pane, "menu\n");
  SECTION("the history is cleared") {
    pane.clear_history();
    const Polled polled = polling.poll(cursor);
    REQUIRE(polled.kind == Kind::reset);
    CHECK(polled.reset == Reset::cleared);
    CHECK(polled.text->text() == "97\n98\n99\n100\n$\nmenu");
    CHECK(polled.screen_lines == 1);
  }
  SECTION("another width") {
    pane.set_width(30);
    const Polled polled = polling.poll(cursor);
    REQUIRE(polled.kind == Kind::reset);
    CHECK(polled.reset == Reset::resized);
    pane.print("item\n");
    const Polled more = polling.poll(polled.cursor);
    CHECK(more.kind == Kind::alternate);
    CHECK(more.text->text() == "menu\nitem");
    pane.alternate(false);  // and wrapped anew
    const Polled gone = polling.poll(more.cursor);
    REQUIRE(gone.kind == Kind::reset);
    CHECK(gone.reset == Reset::resized);
  }
}

TEST_CASE("alternate screen: a pane that is to have no history") {
  FakePane pane(20, 5, 0);
  pane.print("one\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  enter(pane, "menu\n");
  const Polled shown = polling.poll(cursor);
  REQUIRE(shown.kind == Kind::reset);  // lines may have come and gone before
  CHECK(shown.reset == Reset::no_history);
  CHECK(shown.text->text() == "one\nmenu");
  pane.print("more\n");
  const Polled more = polling.poll(shown.cursor);
  CHECK(more.kind == Kind::alternate);
  CHECK(more.text->text() == "menu\nmore");
  pane.alternate(false);
  pane.print("two\n");
  const Polled polled = polling.poll(more.cursor);
  CHECK(polled.kind == Kind::reset);
  CHECK(polled.reset == Reset::no_history);
  CHECK(polled.text->text() == "one\ntwo");
}
