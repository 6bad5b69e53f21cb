#include "tmux/find/held_panes.hpp"

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/held_row.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("each pane once for each session that holds it, whatever is printed beside them") {
  const auto panes = parse_held_panes(
      "hook says\n" + HeldRow{}.text() + "more\n" +
      HeldRow{.session = "$2", .name = "a\nb\tc", .attached = "3"}.text() +
      HeldRow{.window = "@2", .pane = "%9", .command = "", .dead = true, .terminal = ":"}.text());
  REQUIRE(panes);
  REQUIRE(panes->size() == 3);
  CHECK(panes->at(0).session == SessionId{1});
  CHECK(panes->at(0).server.pid == 10);
  CHECK(panes->at(0).server.start_time == 20);
  CHECK(panes->at(0).command == "sleep");
  CHECK(panes->at(0).terminal.pid == 77);
  CHECK(panes->at(1).session_name == "a\nb\tc");
  CHECK(panes->at(1).attached == 3);
  CHECK(panes->at(2).window == WindowId{2});
  CHECK(panes->at(2).id() == PaneId{9});
  CHECK(panes->at(2).dead);
  CHECK(parse_held_panes("")->empty());
}

TEST_CASE("a row that is cut, or whose time was over, is none") {
  const std::string row = HeldRow{}.text();
  CHECK_FALSE(parse_held_panes(row.substr(0, row.size() - 1)));
  CHECK_FALSE(parse_held_panes(row + row.substr(0, row.size() - 3) + "\n"));
  const auto line = row.substr(0, row.size() - 3);  // without the end
  const auto is_row = [](std::string_view text) {
    return parse_held_panes(std::string(text) + "\t1\n") &&
           parse_held_panes(std::string(text) + "\t1\n")->size() == 1;
  };
  CHECK(is_row(line));
  CHECK(refused_numbers(line, is_row) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 8});
}

TEST_CASE("the panes of all sessions, in one request") {
  FakeClient client;
  const auto chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<std::vector<HeldPane>>> result;
  start(list_held_panes(chain),
        [&](Result<std::vector<HeldPane>> listed) { result.emplace(std::move(listed)); });
  CHECK(joined(client.asked.back().argv) == "list-panes -a -F " + kHeldFormat);
  SECTION("some") {
    client.answer(HeldRow{}.text());
    CHECK(result->value().size() == 1);
  }
  SECTION("no server") {
    client.answer("", 1, "no server running on /tmp/x");
    CHECK(result->value().empty());
  }
  SECTION("nonsense") {
    client.answer("hello\n");
    CHECK(result->error().code == Errc::io);
  }
}
