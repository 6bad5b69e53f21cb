// The example in continuity.hpp, and its variations.
#include "tmux/read/continuity.hpp"

#include <string>

#include "support/catch.hpp"
#include "tmux/read/cursor_of.hpp"

using namespace smcp::tmux;

namespace {

/// A pane of 4 rows without counters, as before tmux 3.8.
PaneState pane_with(std::uint64_t history, std::uint64_t limit) {
  PaneState state;
  state.pane = PaneId{7};
  state.pid = 100;
  state.width = 20;
  state.height = 4;
  state.history = history;
  state.limit = limit;
  return state;
}

/// All rows of the pane: `text` has one line for each.
PaneRows all_rows(const PaneState& state, const std::string& text) {
  PaneRows rows({{0, state.rows()}});
  REQUIRE(rows.feed(text).empty());
  REQUIRE(rows.complete());
  return rows;
}

constexpr const char* kBefore = "$ make\ncc a.c\ncc b.c\ncc c.c\n\n\n";
constexpr const char* kNow = "$ make\ncc a.c\ncc b.c\ncc c.c\ncc d.c\nld prog\ndone\n$\n";

Cursor cursor_before() {
  const PaneState state = pane_with(2, 50'000);
  const auto cursor = cursor_of(state, all_rows(state, kBefore), "cc c.c");
  REQUIRE(cursor);
  REQUIRE(cursor->screen == 2);
  REQUIRE(cursor->end_at() == 3);
  return *cursor;
}

Finding located(std::uint64_t history, const std::string& text) {
  const PaneState state = pane_with(history, 50'000);
  return locate(cursor_before(), state, all_rows(state, text));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

/// Rows `first` to `end` of an output in which no two rows are alike, and `blank` empty rows below it.
std::string numbered(int first, int end, std::size_t blank) {
  std::string text;
  for (int i = first; i < end; ++i) text += "row " + std::to_string(i) + "\n";
  return text + std::string(blank, '\n');
}

}  // namespace

TEST_CASE("continuity: the rows of a cursor are found where they were", "[continuity]") {
  const Finding finding = located(4, kNow);
  CHECK(finding.kind == Finding::Kind::found);
  CHECK(finding.screen == 2);
  CHECK(finding.end == 3);
  CHECK_FALSE(finding.redrawn);
}

TEST_CASE("continuity: a row above the end that has changed means that the screen was redrawn",
          "[continuity]") {
  const Finding finding = located(4, replaced(kNow, "cc b.c", "cc b.c ok"));
  CHECK(finding.kind == Finding::Kind::found);
  CHECK(finding.end == 3);
  CHECK(finding.redrawn);
}

TEST_CASE("continuity: other rows above the screen, or too few, mean that the history was cleared",
          "[continuity]") {
  for (const Finding& finding :
       {located(4, replaced(kNow, "cc a.c", "cc z.c")), located(1, "a\nb\nc\nd\ne\n")}) {
    CHECK(finding.kind == Finding::Kind::reset);
    CHECK(finding.reset == Reset::cleared);
  }
}

TEST_CASE("continuity: at the limit the rows are found in one place of many, or are lost", "[continuity]") {
  constexpr std::uint64_t kLimit = 2000;
  const PaneState before = pane_with(1990, kLimit);
  const auto cursor = cursor_of(before, all_rows(before, numbered(0, 1992, 2)), "row 1991");
  REQUIRE(cursor);
  const PaneState now = pane_with(1900, kLimit);

  const Finding moved = locate(*cursor, now, all_rows(now, numbered(200, 2104, 0)));
  CHECK(moved.kind == Finding::Kind::found);
  CHECK(moved.screen == 1790);
  CHECK(moved.end == 1791);

  CHECK(locate(*cursor, now, all_rows(now, numbered(5000, 6904, 0))).kind == Finding::Kind::lost);

  // The same rows in several places prove nothing.
  const auto alike = [](std::uint64_t rows) {
    std::string text;
    for (std::uint64_t i = 0; i < rows; ++i) text += "again\n";
    return text;
  };
  const auto repeated = cursor_of(before, all_rows(before, alike(before.rows())), "again");
  REQUIRE(repeated);
  CHECK(locate(*repeated, now, all_rows(now, alike(now.rows()))).kind == Finding::Kind::lost);
}
