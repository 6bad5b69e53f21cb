#include "tmux/jobs/job_output.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"

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

/// A job in a pane of 80x24 that has ended: its typed line is in row 1, its two lines of output are below, and
/// then comes the prompt.
struct Reading {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  FakePane pane{80, 24, 2000};
  JobOutputRequest request{JobId{PaneId{7}, "k4f9q2"}, {}, {}, {}, 10, 1024};
  std::optional<Result<JobOutput>> output;

  Reading() {
    pane.print("hello\n$  eval \"$(tmux show -pqvt %7 @smcp-k4f9q2)\"\nout\nmore\n$ ");
    request.marks.start = mark(0, 2);
    request.marks.end = mark(0, 4);
  }
  void read() {
    request.state = *parse_pane_state(pane.answer({"display-message", "-p", pane_state_format()}));
    read_job_output(chain, request, [this](Result<JobOutput> result) { output.emplace(std::move(result)); });
  }
  void answer() { client.answer(pane.answer(client.asked.back().argv)); }
  /// What was read; nothing if it is not the whole output.
  [[nodiscard]] std::string text() const {
    REQUIRE(output);
    REQUIRE(output->ok());
    return (*output)->lost ? "" : std::string((*output)->text->text());
  }
};

}  // namespace

TEST_CASE("output is read with one request while the pane stays as it is") {
  Reading r;
  r.read();
  r.answer();
  CHECK(r.text() == "out\nmore");
  CHECK(r.client.asked.size() == 1);
}

TEST_CASE("output whose start mark has another line above it is found by its typed line") {
  Reading r;
  r.request.marks.start = mark(0, 1);
  r.read();
  r.answer();
  CHECK_FALSE(r.output);
  r.answer();
  CHECK(r.text() == "out\nmore");
  CHECK(r.client.asked.size() == 2);
}

TEST_CASE("hooks may have printed something between the typed line and the command") {
  for (const char* printed : {"", "hook: make all\n", "make all\n", "one\n\n  two\n", "m\n"}) {
    INFO(printed);
    Reading r;
    r.pane = FakePane{80, 24, 2000};
    r.pane.print("$  eval \"$(tmux show -pqvt %7 @smcp-k4f9q2)\"\n" + std::string(printed) +
                 "make all\nout\nmore\n$ ");
    const auto rows = static_cast<std::uint32_t>(std::count(printed, printed + std::strlen(printed), '\n'));
    r.request.shown = "make all";
    r.request.marks.start = mark(0, rows + 2);
    r.request.marks.end = mark(0, rows + 4);
    r.read();
    r.answer();
    CHECK(r.text() == "out\nmore");
    // A mark that is not right below the command is not where it was made.
    r.output.reset();
    r.request.marks.start = mark(0, rows + 3);
    r.read();
    r.answer();
    CHECK_FALSE(r.output);
  }
}

TEST_CASE("output is read anew when rows have moved, but not for ever") {
  Reading r;
  r.read();
  unsigned changes = 0;
  SECTION("once") {
    r.pane.print(std::string(30, '\n'));
    r.answer();
    CHECK_FALSE(r.output);
    r.answer();
    CHECK(r.text() == "out\nmore");
    CHECK(r.client.asked.size() == 2);
  }
  SECTION("again and again") {
    while (!r.output && changes < 100) {
      ++changes;
      r.pane.print(std::string(30, '\n'));
      r.answer();
    }
    CHECK(changes == 8);
    CHECK(r.text().empty());
    CHECK((*r.output)->text->lines() == 0);
    CHECK(r.client.open() == 0);
  }
}

TEST_CASE("output that nothing is known of is not asked for") {
  Reading r;
  SECTION("a job without an end") {
    r.request.marks.end.reset();
  }
  SECTION("another width") {
    r.request.marks.end->width = 81;
  }
  SECTION("an alternate screen") {
    r.pane.alternate(true);
  }
  r.read();
  CHECK(r.text().empty());
  CHECK(r.client.asked.empty());
}

TEST_CASE("reading output ends with the pane, and without a word when it is cancelled") {
  Reading r;
  r.read();
  SECTION("gone") {
    r.client.answer("", 1, "can't find pane: %7");
    REQUIRE(r.output);
    CHECK(r.output->error().code == Errc::not_found);
  }
  SECTION("cancelled") {
    r.chain->cancel();
    CHECK(r.client.cancelled.size() == 1);
    CHECK_FALSE(r.output);
  }
  CHECK(r.client.asked.size() == 1);
  CHECK(r.client.open() == 0);
}

TEST_CASE("a mark's row stays where it is until rows may have been dropped") {
  CHECK(row_of_mark(mark(10, 5), state(10)) == 15U);
  CHECK(row_of_mark(mark(10, 5), state(1500)) == 15U);
  // From nine tenths of the limit on, a tenth may have been dropped, if that many rows have come.
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
