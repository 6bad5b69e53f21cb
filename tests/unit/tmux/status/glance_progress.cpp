// What has come since an earlier look, as glance_at_panes() tells it of a FakePane.
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/unit/fake_pane.hpp"
#include "tmux/status/glance.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

using Kind = Progress::Kind;

/// As much of the pane as list_session_panes() tells.
PaneState listed(const FakePane& pane) {
  const std::string line = pane.answer({"display-message", timeless_pane_state_format()});
  const PaneState state = parse_pane_state(std::string_view(line).substr(0, line.size() - 1)).value();
  PaneState listed;
  listed.pane = state.pane;
  listed.history = state.history;
  listed.limit = state.limit;
  listed.height = state.height;
  listed.alternate = state.alternate;
  if (state.counters) listed.counters.emplace().collected = state.counters->collected;
  return listed;
}

/// Looks at the pane; `between` happens after it was listed.
template <typename Between>
Glance look_while(FakePane& pane, const std::optional<Cursor>& since, Between between) {
  FakePaneClient client(pane);
  const Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Glance> seen;
  const auto look = since ? std::make_shared<StatusSnapshot>(true) : nullptr;
  if (look) look->add(since->pane, since);
  glance_at_panes(chain, {listed(pane)}, look,
                  [&](const Result<std::vector<std::optional<Glance>>>& glances) {
                    REQUIRE(glances);
                    seen = glances.value().at(0);
                  });
  between();
  client.answer();
  REQUIRE(seen);
  CHECK(seen->progress.has_value() == since.has_value());
  return *seen;
}

Glance look(FakePane& pane, const std::optional<Cursor>& since = {}) {
  return look_while(pane, since, [] {});
}

/// A cursor, and a second later.
Cursor seen(FakePane& pane) {
  const auto cursor = look(pane).cursor;
  REQUIRE(cursor);
  ++pane.now;
  return *cursor;
}

Progress since(FakePane& pane, const Cursor& cursor) {
  return *look(pane, cursor).progress;
}

std::string rows(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += "row " + std::to_string(i) + "\n";
  return text;
}

/// 100 rows and a prompt, 10 s ago.
FakePane prompt(bool counts = false, std::size_t limit = 2000) {
  FakePane pane(80, 24, limit);
  pane.counts = counts;
  pane.print(rows(1, 100) + "$ ");
  pane.now += 10;
  return pane;
}

void check_rows(const Progress& progress, std::uint64_t rows) {
  CHECK(progress.kind == Kind::rows);
  CHECK(progress.rows == rows);
}

}  // namespace

TEST_CASE("no output since is known by the clock, unless it may have been in the same second") {
  FakePane pane = prompt();
  const Cursor settled = seen(pane);
  pane.now += 300;
  CHECK(since(pane, settled).kind == Kind::none);
  pane.print("x");
  const auto unsettled = look(pane).cursor;
  check_rows(since(pane, settled), 0);
  check_rows(since(pane, *unsettled), 0);
  pane.now += 300;
  check_rows(since(pane, *unsettled), 0);
  pane.print("\ny");
  pane.erase_screen();
  pane.print("new");
  CHECK(since(pane, *unsettled).kind == Kind::unknown);
}

TEST_CASE("where tmux counts output, the clock does not matter") {
  FakePane pane(80, 24, 2000);
  pane.counts = true;
  pane.print("$ ");
  const auto unsettled = look(pane).cursor;
  CHECK(since(pane, *unsettled).kind == Kind::none);
  pane.print("x");
  check_rows(since(pane, *unsettled), 0);
}

TEST_CASE("rows are counted where what stood above them still stands there") {
  const bool counts = GENERATE(false, true);
  FakePane pane = prompt(counts);
  const Cursor cursor = seen(pane);
  pane.print("make\n" + rows(1, 33) + "$ ");
  check_rows(since(pane, cursor), 34);
  pane.print("\n\n\n");
  check_rows(since(pane, cursor), 34);
}

TEST_CASE("rows that are drawn anew are not counted") {
  FakePane pane = prompt();
  const Cursor cursor = seen(pane);
  SECTION("by a program") {
    pane.cursor_up(10);
    pane.print("other");
  }
  SECTION("after clear, and more than there were") {
    pane.erase_screen();
    pane.print(rows(1, 100));
  }
  CHECK(since(pane, cursor).kind == Kind::unknown);
}

TEST_CASE("rows are not counted of another grid") {
  const bool counts = GENERATE(false, true);
  const auto unknown = [counts](auto change) {
    FakePane pane = prompt(counts);
    const Cursor cursor = seen(pane);
    pane.print(rows(1, 34));
    change(pane);
    return since(pane, cursor).kind == Kind::unknown;
  };
  CHECK_FALSE(unknown([](FakePane&) {}));
  CHECK(unknown([](FakePane& pane) { pane.respawn(); }));
  CHECK(unknown([](FakePane& pane) { pane.set_width(81); }));
  CHECK(unknown([](FakePane& pane) { pane.alternate(true); }));
  CHECK(unknown([](FakePane& pane) { pane.counts = !pane.counts; }));
  CHECK(unknown([](FakePane& pane) { pane.clear_history(); }));
  CHECK(unknown([](FakePane& pane) {
    pane.clear_history();
    pane.print(rows(1, 200));
  }));
  CHECK(unknown([](FakePane& pane) {
          FakePane other = prompt(pane.counts, 3000);
          other.print(rows(1, 34));
          pane = other;
        }) == !counts);
}

TEST_CASE("an end that has moved up gives no number of rows") {
  FakePane pane = prompt();
  pane.print("\nlast");
  const Cursor cursor = seen(pane);
  pane.print("\r    ");
  CHECK(since(pane, cursor).kind == Kind::unknown);
}

TEST_CASE("another height moves nothing") {
  FakePane pane = prompt();
  const Cursor cursor = seen(pane);
  pane.set_height(30);
  pane.print(rows(1, 34));
  check_rows(since(pane, cursor), 33);
  pane.set_height(10);
  check_rows(since(pane, cursor), 33);
}

TEST_CASE("nothing was printed, although the grid is another one") {
  const bool counts = GENERATE(false, true);
  FakePane pane = prompt(counts);
  const Cursor cursor = seen(pane);
  pane.set_width(81);
  CHECK(since(pane, cursor).kind == Kind::none);
  pane.clear_history();
  CHECK(since(pane, cursor).kind == Kind::none);
}

TEST_CASE("near the limit of the history rows may have been discarded: a tenth at once") {
  FakePane pane = prompt();
  const Cursor cursor = seen(pane);  // 77 rows of history
  pane.print(rows(1, 1800 - 77));
  check_rows(since(pane, cursor), 1800 - 77 - 1);
  pane.print("\n");
  CHECK(since(pane, cursor).kind == Kind::unknown);
}

TEST_CASE("where tmux counts, the limit is no limit") {
  FakePane pane = prompt(true, 200);
  const Cursor cursor = seen(pane);
  pane.print(rows(1, 50));
  check_rows(since(pane, cursor), 49);
  pane.print(rows(1, 60));  // some have gone, and those that prove it are still there
  check_rows(since(pane, cursor), 109);
  pane.print(rows(1, 5000));
  check_rows(since(pane, cursor), 5109);
  pane.clear_history();
  CHECK(since(pane, cursor).kind == Kind::unknown);
}

TEST_CASE("in the top row its own text is the proof") {
  FakePane pane(80, 24, 2000);
  pane.print("$ ");
  const Cursor cursor = seen(pane);
  pane.print("make\n" + rows(1, 100) + "$ ");
  check_rows(since(pane, cursor), 101);
  const auto of_another = [&cursor](bool counts, const std::string& text) {
    FakePane other(80, 24, 2000);
    other.now = cursor.activity + 5;
    other.counts = counts;
    other.print(text);
    return since(other, cursor).kind;
  };
  CHECK(of_another(false, "$ x\ny") == Kind::rows);
  CHECK(of_another(false, "other\ny") == Kind::unknown);
}

TEST_CASE("a blank pane proves nothing, unless tmux counts") {
  const bool counts = GENERATE(false, true);
  FakePane pane(80, 24, 2000);
  pane.counts = counts;
  const Cursor cursor = seen(pane);
  pane.print(rows(1, 30));
  const Progress progress = since(pane, cursor);
  CHECK(progress.kind == (counts ? Kind::rows : Kind::unknown));
  CHECK(progress.rows == (counts ? 30 : 0));
}

TEST_CASE("rows of an earlier look are found though more has been printed meanwhile") {
  FakePane pane = prompt();
  const Cursor cursor = seen(pane);
  pane.print(rows(1, 20));
  const auto printing = [&](int more) {
    return *look_while(pane, cursor, [&] { pane.print(rows(1, more)); }).progress;
  };
  check_rows(printing(60), 79);
  check_rows(printing(60), 139);
  CHECK(printing(300).kind == Kind::unknown);
  check_rows(since(pane, cursor), 439);
}

TEST_CASE("many blank rows: no cursor, and nothing is counted") {
  FakePane pane = prompt();
  const Cursor cursor = seen(pane);
  pane.print(std::string(50, '\n'));
  const Glance glance = look(pane, cursor);
  CHECK_FALSE(glance.cursor);
  CHECK(glance.last_line.empty());
  CHECK(glance.progress->kind == Kind::unknown);
}
