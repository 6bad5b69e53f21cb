#include "tmux/find/panes.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/pane_row.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// Whether it is read as the answer about the session `job`; if not, the session is looked up.
bool is_pane(std::string_view line) {
  Asking<Pane> asking;
  find_active_pane(asking.chain, "job", asking.take());
  asking.client.answer(std::string(line) + "\n");
  return asking.result.has_value();
}

}  // namespace

TEST_CASE("a pane is only that of the session that was named") {
  Asking<Pane> asking;
  find_active_pane(asking.chain, "job", asking.take());
  CHECK(joined(asking.client.asked[0].argv).starts_with("display-message -p -t =job: "));
  SECTION("itself") {
    asking.client.answer(PaneRow{"$2", "%5", "copy-mode", false, "%4:7:/dev/x %5:77:/dev/null "}.of("job"));
    REQUIRE(asking.result);
    CHECK(asking.result->value().id == PaneId{5});
    CHECK(asking.result->value().mode == "copy-mode");
    CHECK_FALSE(asking.result->value().dead);
    CHECK(asking.result->value().terminal.pid == 77);
    CHECK(asking.result->value().shares_keys_with() == std::vector<PaneId>{{4}});
  }
  SECTION("blanks, as display-message has them for a target that is not there, then gone") {
    asking.client.answer("\t\t\t\t\t\t::\t\t\n");
    asking.client.answer("$1\tother\t1\n");
    CHECK(asking.result->error().message == "session \"job\" does not exist");
  }
  SECTION("a client of that name: looked up, renamed in between") {
    asking.client.answer(PaneRow{"$2", "%5"}.of("other"));
    asking.client.answer("$1\tjob\t1\n");
    asking.client.answer(PaneRow{"$1"}.of("renamed"));
    CHECK(asking.result->error().code == Errc::not_found);
  }
}

TEST_CASE("rows of active panes: too few fields, words for numbers, separators in names") {
  const std::string row =
      PaneRow{"$2", "%5", "copy-mode", false, "%5:77:/dev/null ", "aaaaaa 5"}.fields() + "\tjob";
  CHECK(is_pane(row));
  CHECK_FALSE(is_pane(row + "\tx"));
  CHECK(refused_numbers(row, is_pane) == std::vector<std::size_t>{0, 1, 2, 8, 9, 10});
  CHECK(fewest_fields(row, is_pane) == 11);
  Asking<Pane> asking;
  find_active_pane(asking.chain, "a\tb#{x}", asking.take());
  asking.client.answer(PaneRow{"$2", "%5", "", true, "", "aaaaaa 5"}.of("a\tb#{x}"));
  REQUIRE(asking.result);
  CHECK(asking.result->value().session == SessionId{2});
  CHECK(asking.result->value().dead);
  CHECK(asking.result->value().typing == "aaaaaa 5");
  CHECK(asking.result->value().server.pid == 10);
  CHECK(asking.result->value().server.start_time == 20);
}
