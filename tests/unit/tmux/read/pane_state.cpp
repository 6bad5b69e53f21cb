#include "tmux/read/pane_state.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/unit/rows.hpp"

using namespace smcp::tmux;

namespace {

constexpr std::string_view kLine =
    "1000\t%4\t77\t990\t5\t2000\t3\t2\t80\t24\t1\t1\t/dev/pts/3\t9\t2\t40\tjob#{x}\tb";

bool parses(std::string_view line) {
  return parse_pane_state(line).has_value();
}

}  // namespace

TEST_CASE("the state of a pane is read from its row") {
  const auto state = parse_pane_state(kLine);
  REQUIRE(state);
  CHECK(state->now == 1000);
  CHECK(state->pane == PaneId{4});
  CHECK(state->pid == 77);
  CHECK(state->activity == 990);
  CHECK(state->history == 5);
  CHECK(state->limit == 2000);
  CHECK(state->cursor_x == 3);
  CHECK(state->cursor_y == 2);
  CHECK(state->width == 80);
  CHECK(state->height == 24);
  CHECK(state->alternate);
  CHECK(state->dead);
  CHECK(state->tty == "/dev/pts/3");
  CHECK(state->counters == PaneCounters{9, 2, 40});
  CHECK(state->session == "job#{x}\tb");
}

TEST_CASE("what tmux does not know, or was not asked for, is left out of a pane's state") {
  const auto brief = parse_pane_state("1000\t%4\t\t990\t5\t2000\t3\t2\t80\t24\t0\t\t\t\t\t\t");
  REQUIRE(brief);
  CHECK(brief->pid == 0);
  CHECK_FALSE(brief->alternate);
  CHECK_FALSE(brief->dead);
  CHECK(brief->tty.empty());
  CHECK_FALSE(brief->counters);
  CHECK(brief->session.empty());
  for (const char* counters : {"\t2\t40", "9\t\t40", "9\t2\t"}) {
    const auto some =
        parse_pane_state("1000\t%4\t77\t990\t5\t2000\t3\t2\t80\t24\t0\t0\t\t" + std::string(counters) + "\t");
    REQUIRE(some);
    CHECK_FALSE(some->counters);
  }
}

TEST_CASE("a row with too few fields, or with a word for a number, is not a pane's state") {
  CHECK(refused_numbers(kLine, parses) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15});
  CHECK(fewest_fields(kLine, parses) == 17);
  CHECK_FALSE(parses("-1" + std::string(kLine.substr(4))));  // a second before 1970
}

TEST_CASE("the three formats of a pane's state differ only in what is left out") {
  const auto full = fields_of(pane_state_format());
  const auto brief = fields_of(brief_pane_state_format());
  const auto timeless = fields_of(timeless_pane_state_format());
  REQUIRE(full.size() == fields_of(kLine).size() - 1);  // the name in it has a separator
  REQUIRE(brief.size() == full.size());
  REQUIRE(timeless.size() == full.size());
  for (std::size_t i = 0; i < full.size(); ++i) {
    INFO(full[i]);
    const bool is_left_out =
        full[i] == "#{pane_dead}" || full[i] == "#{pane_tty}" || full[i] == "#{session_name}";
    CHECK(brief[i] == (is_left_out ? "" : full[i]));
    CHECK(timeless[i] == (i == 0 ? "0" : full[i]));
  }
  CHECK(full.front() == "%s");
  CHECK(std::count(brief.begin(), brief.end(), "") == 3);
}
