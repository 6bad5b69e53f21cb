#include "tmux/read/pane_changes.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

PaneState a_state(bool counts) {
  PaneState state;
  state.pane = PaneId{3};
  state.pid = 100;
  state.now = 1010;
  state.activity = 1000;
  state.history = 50;
  state.limit = 2000;
  state.cursor_x = 4;
  state.cursor_y = 7;
  state.width = 80;
  state.height = 24;
  if (counts) state.counters = PaneCounters{9, 2, 0};
  return state;
}

/// Taken of a_state(), in a later second than its output.
Cursor a_cursor(bool counts) {
  const PaneState state = a_state(counts);
  Cursor cursor;
  cursor.pane = state.pane;
  cursor.pid = state.pid;
  cursor.width = state.width;
  cursor.second_over = true;
  cursor.screen = state.history;
  cursor.end = 7;
  cursor.counters = state.counters;
  cursor.activity = state.activity;
  cursor.height = cursor.normal_height = state.height;
  cursor.cursor_x = state.cursor_x;
  cursor.cursor_y = state.cursor_y;
  cursor.limit = limit_mark(state.limit);
  return cursor;
}

/// What each predicate says when one thing has changed.
struct Row {
  const char* what;
  void (*change)(PaneState& state);
  bool same_place;
  bool same_rows;
  bool looks_same;
  bool may_have_printed;
  bool quiet;
  bool unchanged;
};

constexpr bool kYes = true;
constexpr bool kNo = false;

// In the order of Row. Before 3.8 the time of the window's output is all that tells of output that moves
// nothing.
const std::vector<Row> kUncounted = {
    {"nothing", [](PaneState&) {}, kYes, kYes, kYes, kNo, kYes, kYes},
    {"time", [](PaneState& s) { s.now += 5; }, kYes, kYes, kYes, kNo, kYes, kYes},
    {"activity", [](PaneState& s) { s.activity += 5; }, kYes, kYes, kYes, kYes, kNo, kNo},
    {"cursor_x", [](PaneState& s) { ++s.cursor_x; }, kNo, kYes, kNo, kYes, kYes, kNo},
    {"cursor_y", [](PaneState& s) { ++s.cursor_y; }, kNo, kYes, kNo, kYes, kYes, kNo},
    {"history", [](PaneState& s) { ++s.history; }, kNo, kNo, kNo, kYes, kYes, kNo},
    {"limit", [](PaneState& s) { s.limit = 5000; }, kYes, kNo, kYes, kNo, kYes, kNo},
    {"width", [](PaneState& s) { ++s.width; }, kNo, kNo, kNo, kYes, kYes, kNo},
    {"height", [](PaneState& s) { ++s.height; }, kYes, kNo, kNo, kYes, kYes, kNo},
    {"alternate", [](PaneState& s) { s.alternate = true; }, kYes, kNo, kNo, kYes, kYes, kNo},
    {"another process", [](PaneState& s) { ++s.pid; }, kYes, kNo, kNo, kYes, kNo, kNo},
    {"dead", [](PaneState& s) { s.dead = true; }, kYes, kYes, kNo, kYes, kYes, kYes},
};

const std::vector<Row> kCounted = {
    {"nothing", [](PaneState&) {}, kYes, kYes, kYes, kNo, kYes, kYes},
    {"another pane's output", [](PaneState& s) { s.activity += 5; }, kYes, kYes, kYes, kNo, kYes, kYes},
    {"output in place", [](PaneState& s) { ++s.counters->output; }, kYes, kYes, kNo, kYes, kNo, kNo},
    {"generation", [](PaneState& s) { ++s.counters->generation; }, kYes, kNo, kNo, kYes, kYes, kNo},
    {"collected", [](PaneState& s) { ++s.counters->collected; }, kYes, kNo, kNo, kYes, kYes, kYes},
    {"cursor_x", [](PaneState& s) { ++s.cursor_x; }, kNo, kYes, kNo, kYes, kYes, kYes},
    {"width", [](PaneState& s) { ++s.width; }, kNo, kNo, kNo, kYes, kYes, kNo},
    {"alternate", [](PaneState& s) { s.alternate = true; }, kYes, kNo, kNo, kYes, kYes, kNo},
    {"another process", [](PaneState& s) { ++s.pid; }, kYes, kNo, kNo, kYes, kNo, kNo},
    {"the process has ended", [](PaneState& s) { s.pid = 0; }, kYes, kNo, kNo, kYes, kYes, kYes},
};

void check(const std::vector<Row>& rows, bool counts) {
  for (const Row& row : rows) {
    INFO(row.what << (counts ? ", counted" : ", not counted"));
    const PaneState before = a_state(counts);
    PaneState now = before;
    row.change(now);
    CHECK(is_same_place(before, now) == row.same_place);
    CHECK(has_same_rows(before, now) == row.same_rows);
    CHECK(looks_same(before, now) == row.looks_same);
    CHECK(may_have_printed(before, now) == row.may_have_printed);
    CHECK(has_been_quiet(a_cursor(counts), now) == row.quiet);
    CHECK(certainly_unchanged(a_cursor(counts), now) == row.unchanged);
  }
}

}  // namespace

TEST_CASE("nothing has changed: what each predicate proves, without counters") {
  check(kUncounted, false);
}

TEST_CASE("nothing has changed: what each predicate proves, with counters") {
  check(kCounted, true);
}

TEST_CASE("in the second of the last output, nobody can tell without counters that nothing has changed") {
  for (const bool counts : {false, true}) {
    Cursor cursor = a_cursor(counts);
    cursor.second_over = false;
    CHECK(certainly_unchanged(cursor, a_state(counts)) == counts);
    CHECK(has_been_quiet(cursor, a_state(counts)) == counts);
    CHECK(unchanged_condition(cursor, "work").empty() == !counts);
  }
}

TEST_CASE("what tmux is asked names all that certainly_unchanged() looks at, and the session") {
  for (const bool counts : {false, true}) {
    const std::string condition = unchanged_condition(a_cursor(counts), "work");
    INFO(condition);
    CHECK(condition.starts_with("#{&&:#{==:#{pane_pid} #{pane_width} #{alternate_on}"));
    CHECK(condition.ends_with(" work},#{!=:1,}}"));
    CHECK((condition.find("pane_output_generation") != std::string::npos) == counts);
    CHECK((condition.find("window_activity") != std::string::npos) == !counts);
  }
}

TEST_CASE("a pane that has not changed is as the cursor has it") {
  CHECK_FALSE(unchanged_state(a_cursor(true), "work", 1020));
  const auto state = unchanged_state(a_cursor(false), "work", 1020);
  REQUIRE(state);
  const PaneState then = a_state(false);
  CHECK(is_same_place(then, *state));
  CHECK(state->pane == then.pane);
  CHECK(state->activity == then.activity);
  CHECK(state->now == 1020);
  CHECK(state->session == "work");
}
