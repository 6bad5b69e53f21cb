#include "tmux/looks.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

/// The cursor in row 110, at its clock's second 1000.
Mark mark() {
  Mark mark;
  mark.pane = PaneId{3};
  mark.pid = 77;
  mark.now = 1000;
  mark.activity = 990;
  mark.history = 100;
  mark.limit = 2000;
  mark.cursor_y = 10;
  mark.width = 80;
  mark.height = 24;
  mark.above = 5;
  mark.cursor_row = "$ ";
  return mark;
}

Mark later(std::uint64_t rows) {
  Mark now = mark();
  now.now = 1010;
  now.activity = 1005;
  now.history += rows;
  return now;
}

RowsOfOld same() {
  return {5, "$ make"};
}

using Kind = Progress::Kind;

void check_rows(const Progress& progress, std::uint64_t rows) {
  CHECK(progress.kind == Kind::rows);
  CHECK(progress.rows == rows);
}

}  // namespace

TEST_CASE("no output since is known by the clock, unless it may have been in the same second") {
  Mark now = mark();
  now.now = 1300;
  CHECK(progress(mark(), now, std::nullopt).kind == Kind::none);
  now.activity = 1000;
  CHECK(progress(mark(), now, std::nullopt).kind == Kind::unknown);
  check_rows(progress(mark(), now, same()), 0);
}

TEST_CASE("rows are counted where what stood above them still stands there") {
  check_rows(progress(mark(), later(34), same()), 34);
  CHECK(progress(mark(), later(34), RowsOfOld{6, "$ "}).kind == Kind::unknown);
  CHECK(progress(mark(), later(34), std::nullopt).kind == Kind::unknown);
}

TEST_CASE("rows are not counted of another grid") {
  const auto unknown = [](auto change) {
    Mark now = later(34);
    change(now);
    return progress(mark(), now, same()).kind == Kind::unknown;
  };
  CHECK_FALSE(unknown([](Mark&) {}));
  CHECK(unknown([](Mark& now) { now.pid = 78; }));
  CHECK(unknown([](Mark& now) { now.width = 81; }));
  CHECK(unknown([](Mark& now) { now.height = 25; }));
  CHECK(unknown([](Mark& now) { now.limit = 3000; }));
  CHECK(unknown([](Mark& now) { now.alternate = true; }));
  CHECK(unknown([](Mark& now) { now.counters.emplace(); }));
  CHECK(unknown([](Mark& now) { now.history = 99; }));
  CHECK(unknown([](Mark& now) { now.cursor_y = 0, now.history = 100; }));
}

TEST_CASE("near the limit of the history rows may have been discarded: a tenth at once") {
  check_rows(progress(mark(), later(1700), same()), 1700);
  CHECK(progress(mark(), later(1701), same()).kind == Kind::unknown);
}

TEST_CASE("in the top row its own text is the proof") {
  Mark then = mark();
  then.history = 0;
  then.cursor_y = 0;
  CHECK(progress(then, later(34), RowsOfOld{0, "$ make"}).rows == 144);
  CHECK(progress(then, later(34), RowsOfOld{0, "other"}).kind == Kind::unknown);
  then.cursor_row.clear();
  CHECK(progress(then, later(34), RowsOfOld{0, "$ make"}).kind == Kind::unknown);
}

TEST_CASE("where tmux counts, the limit is no limit") {
  Mark then = mark();
  then.counters = PaneCounters{50, 1, 0};
  Mark now = later(0);
  now.counters = then.counters;
  CHECK(progress(then, now, std::nullopt).kind == Kind::none);  // whatever the clock says
  now.counters = PaneCounters{60, 1, 5000};
  check_rows(progress(then, now, std::nullopt), 5000);
  now.counters->generation = 2;
  CHECK(progress(then, now, std::nullopt).kind == Kind::unknown);
  now.counters = PaneCounters{60, 1, 50};  // the rows are still there, and do not prove it
  CHECK(progress(then, now, std::nullopt).kind == Kind::unknown);
  check_rows(progress(then, now, same()), 50);
}

TEST_CASE("a look is found by its token until others have pushed it out") {
  Looks looks;
  const std::string first = looks.keep({mark()});
  CHECK(first.size() <= Looks::kMaxToken);
  REQUIRE(looks.find(first));
  CHECK(looks.find(first)->front().pane == PaneId{3});
  CHECK_FALSE(looks.find(""));
  CHECK_FALSE(looks.find("x" + first));
  const std::string second = looks.keep({});
  for (std::size_t i = 2; i < Looks::kMaxLooks; ++i) (void)looks.keep({});
  CHECK(looks.find(first));  // and so the second is the oldest
  (void)looks.keep({});
  CHECK(looks.find(first));
  CHECK_FALSE(looks.find(second));
}

TEST_CASE("tokens of two processes differ, and looks are bounded") {
  Looks one;
  Looks two;
  CHECK(one.keep({}) != two.keep({}));
  const std::string token = one.keep(Looks::Marks(Looks::kMaxMarks + 1));
  CHECK(one.find(token)->size() == Looks::kMaxMarks);
}

TEST_CASE("hashes of rows tell where one ends") {
  CHECK(hash_rows({"a", "b"}) == hash_rows({"a", "b"}));
  CHECK(hash_rows({"ab"}) != hash_rows({"a", "b"}));
}
