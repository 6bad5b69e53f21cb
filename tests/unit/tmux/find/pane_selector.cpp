#include "tmux/find/pane_selector.hpp"

#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/pane_row.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

PlacedPane at(std::uint32_t id, std::uint32_t window, std::uint32_t pane, bool active,
              const std::string& name) {
  return {Pane{SessionId{1}, PaneId{id}, "", false}, window, pane, active, name};
}

std::string selected(std::string_view selector, const std::vector<PlacedPane>& panes) {
  const auto pane = select_pane("s", selector, panes);
  return pane ? pane->id.text() : pane.error().message;
}

struct Finding {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<Pane>> result;

  explicit Finding(const std::string& selector) {
    find_pane(chain, "job", selector, [this](Result<Pane> pane) { result.emplace(std::move(pane)); });
  }
};

}  // namespace

TEST_CASE("a pane is chosen by its id, by window and pane, or as its window's active one") {
  const std::vector<PlacedPane> panes = {at(10, 0, 0, false, "bash"), at(11, 0, 1, true, "bash"),
                                         at(20, 3, 1, true, "lögs")};
  CHECK(selected("%20", panes) == "%20");
  CHECK(selected("0", panes) == "%11");
  CHECK(selected("0.0", panes) == "%10");
  CHECK(selected("3", panes) == "%20");
  CHECK(selected("bash", panes) == "%11");
  CHECK(selected("bash.0", panes) == "%10");
  CHECK(selected("lögs", panes) == "%20");
  CHECK(selected("lögs.1", panes) == "%20");
}

TEST_CASE("names are whole and exact: nothing of tmux's targets means anything") {
  const std::vector<PlacedPane> panes = {at(10, 0, 0, true, "bash"), at(11, 1, 0, true, "build")};
  for (const auto* selector :
       {"b",  "bas",  "ba*",   "Bash", "=bash", ":0",     ":0.0", "0:",      "0.",        ".0",
        "^",  "$",    "!",     "+",    "-",     "{",      "last", "@0",      "$1",        "%",
        "%1", "%010", " ",     "00",   "0.00",  "+0",     "-0",   "0.-0",    "0.1",       "0.0.0",
        "2",  "%+10", "job:0", "0x0",  "bash.", "bash.x", ".",    "bash.0 ", "4294967296"}) {
    INFO(selector);
    const auto pane = select_pane("s", selector, panes);
    REQUIRE_FALSE(pane);
    CHECK(pane.error().code == Errc::not_found);
    CHECK(pane.error().message ==
          "session \"s\" has no pane \"" + std::string(selector) + "\"; its panes: %10 (0.0), %11 (1.0)");
  }
}

TEST_CASE("a window may be called anything, also what looks like a number, an id or a pane of another") {
  const std::vector<PlacedPane> panes = {
      at(10, 0, 0, true, "a.b"),   at(11, 1, 0, true, "0"),   at(12, 2, 0, true, "7"),
      at(13, 3, 0, true, "%10"),   at(14, 4, 0, true, "%99"), at(15, 5, 0, true, "2.0"),
      at(16, 6, 0, true, "2.5"),   at(17, 7, 0, true, "c:d"), at(18, 8, 0, true, "007"),
      at(19, 9, 0, true, "a.b.c"), at(20, 11, 0, true, "e f")};
  CHECK(selected("a.b", panes) == "%10");
  CHECK(selected("a.b.0", panes) == "%10");
  CHECK(selected("0", panes) == "%10");  // the index
  CHECK(selected("7", panes) == "%17");
  CHECK(selected("%10", panes) == "%10");  // the id
  CHECK(selected("%99", panes) == "%14");
  CHECK(selected("2.0", panes) == "%12");  // window and pane
  CHECK(selected("2.5", panes) == "%16");
  CHECK(selected("c:d", panes) == "%17");
  CHECK(selected("007", panes) == "%18");
  CHECK(selected("a.b.c", panes) == "%19");
  CHECK(selected("a.b.c.0", panes) == "%19");
  CHECK(selected("e f", panes) == "%20");
  CHECK(selected("11", panes) == "%20");
}

TEST_CASE("a name that several windows have is an error that names their panes") {
  std::vector<PlacedPane> panes = {at(1, 0, 0, true, "x"), at(2, 1, 0, true, "x"), at(3, 1, 1, false, "x")};
  const auto both = select_pane("s", "x", panes);
  REQUIRE_FALSE(both);
  CHECK(both.error().code == Errc::invalid_argument);
  CHECK(both.error().message ==
        "\"x\" means several panes of session \"s\": %1 (0.0), %2 (1.0). Use one of these.");
  CHECK(selected("x.1", panes) == "%3");
  CHECK(selected("x.0", panes).starts_with("\"x.0\" means several"));
  panes.push_back(at(4, 2, 0, true, "x.1"));
  CHECK(selected("x.1", panes) ==
        "\"x.1\" means several panes of session \"s\": %3 (1.1), %4 (2.0). Use one of these.");
  CHECK(selected("1.1", panes) == "%3");
}

TEST_CASE("a window that is linked twice is one all the same") {
  const std::vector<PlacedPane> panes = {at(1, 0, 0, true, "x"), at(1, 5, 0, true, "x")};
  for (const auto* selector : {"x", "x.0", "0", "5", "5.0", "%1"}) CHECK(selected(selector, panes) == "%1");
}

TEST_CASE("errors stay short, however many panes there are and whatever was asked for") {
  std::vector<PlacedPane> panes;
  for (std::uint32_t i = 0; i < 500; ++i) panes.push_back(at(i, i, 0, true, "same"));
  const std::string none = selected("a" + std::string(100, 'b') + "é", panes);
  CHECK(none.find("\"a" + std::string(99, 'b') + "…\"; its panes: %0 (0.0), %1 (1.0), ") !=
        std::string::npos);
  CHECK(none.ends_with(" %19 (19.0) … (500 in all)"));
  std::string wide;
  for (int i = 0; i < 60; ++i) wide += "é";
  CHECK(selected("x" + wide, panes).find("é…\"") != std::string::npos);
  const std::string many = selected("same", panes);
  CHECK(many.ends_with("%19 (19.0) … (500 in all). Use one of these."));
}

TEST_CASE("no selector is the active pane") {
  Finding finding("");
  CHECK(finding.client.asked[0].argv.front() == "display-message");
  finding.client.answer(PaneRow{"$2", "%5", "copy-mode"}.of("job"));
  REQUIRE(finding.result);
  CHECK(finding.result->value().id == PaneId{5});
}

TEST_CASE("one request lists a session's panes, and its answer is read back") {
  Finding finding("a\tb.1");
  REQUIRE(finding.client.asked.size() == 1);
  CHECK(joined(finding.client.asked[0].argv).starts_with("list-panes -s -t =job: -F "));
  SECTION("chosen") {
    finding.client.answer(
        PaneRow{"$2", "%5"}.at("0\t0\t1", "job", "a\tb") +
        PaneRow{"$2", "%6", "view-mode", true, "%6:7:/dev/null %7:8:/dev/x "}.at("0\t1\t0", "job", "a\tb"));
    REQUIRE(finding.result);
    REQUIRE(finding.result->ok());
    CHECK(finding.result->value().session == SessionId{2});
    CHECK(finding.result->value().id == PaneId{6});
    CHECK(finding.result->value().mode == "view-mode");
    CHECK(finding.result->value().server.pid == 10);
    CHECK(finding.result->value().server.start_time == 20);
    CHECK(finding.result->value().dead);
    CHECK(finding.result->value().terminal.tty == "/dev/null");
    CHECK(finding.result->value().shares_keys_with() == std::vector<PaneId>{{7}});
  }
  SECTION("panes of another session") {
    finding.client.answer(PaneRow{"$2", "%5"}.at("0\t0\t1", "jobs", "a\tb"));
    finding.client.answer("$2\tjobs\t1\n");
    CHECK(finding.result->error().message == "session \"job\" does not exist");
  }
  SECTION("garbage in place of an id") {
    finding.client.answer("hello\n");
    finding.client.answer("\t\t1\n");
    CHECK(finding.result->error().code == Errc::not_found);
  }
}

TEST_CASE("rows of panes in their places: too few fields, words for numbers, separators in names") {
  const auto is_row = [](std::string_view line) {
    Finding finding("0");
    finding.client.answer(std::string(line) + "\n");
    return finding.result.has_value();
  };
  std::string row = PaneRow{"$2", "%5"}.at("0\t0\t1", "job", "a#{x}");
  row.pop_back();
  CHECK(is_row(row));
  CHECK(is_row(row + "\tb"));
  CHECK(refused_numbers(row, is_row) == std::vector<std::size_t>{0, 1, 2, 8, 9, 10, 11, 13});
  CHECK(fewest_fields(row, is_row) == 15);
  for (const auto* selector : {"a#{x}\tb", "a#{x}\tb.3", "7.3", "7", "%5"}) {
    Finding finding(selector);
    finding.client.answer(PaneRow{"$2", "%5"}.at("7\t3\t1", "job", "a#{x}\tb"));
    REQUIRE(finding.result);
    CHECK(finding.result->ok());
  }
  Finding passive("7");
  passive.client.answer(PaneRow{"$2", "%5"}.at("7\t3\t0", "job", "a"));
  CHECK_FALSE(passive.result->ok());
}
