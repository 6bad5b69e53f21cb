#include "tmux/jobs/job_output.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

JobMark mark(std::uint64_t history, std::uint32_t y) {
  JobMark mark;
  mark.width = 80;
  mark.height = 24;
  mark.history = history;
  mark.cursor_y = y;
  return mark;
}

PaneState state(std::uint64_t history, std::uint64_t limit = 2000) {
  PaneState state;
  state.history = history;
  state.limit = limit;
  state.width = 80;
  state.height = 24;
  return state;
}

}  // namespace

TEST_CASE("a mark's row stays where it is until rows may have been dropped") {
  CHECK(row_of_mark(mark(10, 5), state(10)) == 15U);
  CHECK(row_of_mark(mark(10, 5), state(1500)) == 15U);
  // From nine tenths of the limit on, a tenth may have been dropped, if so many rows have come.
  CHECK(row_of_mark(mark(10, 5), state(1800)) == 15U);
  CHECK_FALSE(row_of_mark(mark(10, 5), state(1801)));
  CHECK(row_of_mark(mark(1700, 5), state(1899)) == 1705U);
  CHECK_FALSE(row_of_mark(mark(1700, 5), state(1900)));
  // Cleared, or dropped.
  CHECK_FALSE(row_of_mark(mark(10, 5), state(9)));
  // Dropped once: a tenth, and less than another tenth has come since.
  CHECK(row_of_mark(mark(1999, 5), state(1801), 1) == 1804U);
  CHECK(row_of_mark(mark(1999, 5), state(1799), 1) == 1804U);
  CHECK_FALSE(row_of_mark(mark(1999, 5), state(1798), 1));
  CHECK(row_of_mark(mark(1801, 5), state(1800), 1) == 1606U);
  CHECK_FALSE(row_of_mark(mark(1800, 5), state(1800), 1));
  CHECK_FALSE(row_of_mark(mark(100, 5), state(0), 1));
}

TEST_CASE("a mark's row in windows of other sizes") {
  auto taller = state(4);
  taller.height = 30;
  CHECK(row_of_mark(mark(10, 5), taller) == 15U);
  taller.history = 3;
  CHECK_FALSE(row_of_mark(mark(10, 5), taller));
  auto lower = state(20);
  lower.height = 14;
  CHECK(row_of_mark(mark(10, 5), lower) == 15U);
  auto wider = state(10);
  wider.width = 81;
  CHECK_FALSE(row_of_mark(mark(10, 5), wider));
}

TEST_CASE("a mark's row where tmux counts what it drops") {
  auto made = mark(1990, 5);
  made.generation = 3;
  made.collected = 400;
  auto now = state(1900);
  now.counters = PaneCounters{1, 3, 600};
  CHECK(row_of_mark(made, now) == 1795U);
  now.counters->collected = 2395;
  CHECK(row_of_mark(made, now) == 0U);
  now.counters->collected = 2396;
  CHECK_FALSE(row_of_mark(made, now));
  now.counters = PaneCounters{1, 4, 400};
  CHECK_FALSE(row_of_mark(made, now));  // cleared, or wrapped anew
}
