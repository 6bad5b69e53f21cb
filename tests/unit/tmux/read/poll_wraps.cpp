// What a poll tells of lines that go on in the next row, where rows that look alike belong to other lines than
// before.
#include <string>

#include "support/catch.hpp"
#include "support/unit/polling.hpp"
#include "tmux/read/poll.hpp"

using namespace smcp;
using namespace smcp::tmux;
using Kind = Polled::Kind;

namespace {

/// Two lines were read; then a program writes over both what they hold, filling the upper one: tmux makes one of
/// them.
struct Joined {
  explicit Joined(bool counts) {
    pane.counts = counts;
    pane.print("1\nabcd\nx");
    cursor = polling.capture();
    pane.cursor_up(1);
    pane.print("abcdx");
  }

  FakePane pane{4, 5, 200};
  Polling polling{pane};
  Cursor cursor;
};

}  // namespace

TEST_CASE("wraps: a last line that has joined the row above does not bring that along as if it were new") {
  Joined joined(GENERATE(false, true));
  joined.pane.alternate(true);
  const Polled visit = joined.polling.poll(joined.cursor);
  CHECK(visit.kind == Kind::alternate);
  CHECK(visit.came == 0U);
  joined.pane.alternate(false);
  joined.pane.print("y");
  const Polled polled = joined.polling.poll(visit.cursor);
  CHECK(polled.kind == Kind::redrawn);
  CHECK(polled.whole);
  CHECK(polled.text->text() == "1\nabcdxy");
}

TEST_CASE("wraps: rows that have become one line and hold what they held tell nothing") {
  Joined joined(GENERATE(false, true));
  CHECK(joined.polling.poll(joined.cursor).kind == Kind::unchanged);
  joined.pane.print("\n2");
  const Polled polled = joined.polling.poll(joined.cursor);
  CHECK(polled.kind == Kind::news);
  CHECK_FALSE(polled.replaces_last);
  CHECK(polled.text->text() == "2");
}

TEST_CASE("wraps: a blank line at the top of a redrawn screen is told, though the line above it ends blank") {
  FakePane pane(4, 3, 200);
  pane.counts = GENERATE(false, true);
  pane.print("abcd  \n\n1\n2");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.cursor_up(1);
  pane.print("9");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::redrawn);
  CHECK(polled.text->text() == "\n9\n2");
}

TEST_CASE("wraps: no blank line is missing where the last line was erased, below one that ends blank") {
  FakePane pane(4, 8, 200);
  pane.counts = GENERATE(false, true);
  pane.print("abcd  \nx");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("\r \n\n1");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Kind::news);
  CHECK(polled.replaces_last);
  CHECK(polled.came == 3U);
  CHECK(polled.text->text() == "\n\n1");
}
