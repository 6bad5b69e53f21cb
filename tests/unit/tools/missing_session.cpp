#include "tools/missing_session.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/called.hpp"

using namespace smcp;
using namespace smcp::tools;

TEST_CASE("a session that does not exist: which there are, and which was meant") {
  CHECK(missing_session("train-1", {}) ==
        "session \"train-1\" does not exist; there are no sessions: start one with new_session");
  CHECK(missing_session("api", {"train", "web"}) ==
        "session \"api\" does not exist; sessions: train, web (start one with new_session)");
  CHECK(missing_session("WEB", {"train", "web"}) ==
        "session \"WEB\" does not exist; did you mean \"web\"? Sessions: train, web (start one with "
        "new_session)");
  CHECK(missing_session("trian", {"train", "web"}) ==
        "session \"trian\" does not exist; did you mean \"train\"? Sessions: train, web (start one with "
        "new_session)");
  CHECK(missing_session("web", {"train", "web"}) == "session \"web\" does not exist");
}

TEST_CASE("a session that does not exist: of many and of long names it says only so much") {
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) names.push_back(std::string(1000, 'x') + std::to_string(i));
  const std::vector<std::string_view> there(names.begin(), names.end());
  const std::string message = missing_session("api", there);
  CHECK(message.ends_with("bytes in all), … (30 in all) (start one with new_session)"));
  CHECK(message.size() < 3000);
}

TEST_CASE(
    "a session that does not exist: tmux is asked for the others, and the error comes even if it fails") {
  Called c;
  c.call("list_windows", R"({"name":"x"})");
  c.client.answer("", 1, "can't find session: =x:");
  c.client.answer("\t\t1\n");
  REQUIRE(c.results.empty());
  SECTION("it says") {
    c.client.answer("$0\t1\t1700000000\t1700000060\t0\t\tjob\n");
    CHECK(c.last() == "session \"x\" does not exist; sessions: job (start one with new_session)");
  }
  SECTION("no server") {
    c.client.answer("", 1, "no server running on /tmp/x");
    CHECK(c.last() == "session \"x\" does not exist; there are no sessions: start one with new_session");
  }
  SECTION("it does not say") {
    c.client.answer(Error{Errc::timed_out, "x"});
    CHECK(c.last() == "session \"x\" does not exist");
  }
  CHECK(c.results.back().kind() == transport::ToolResult::Kind::error);
  CHECK(c.results.size() == 1);
}

TEST_CASE("a session that does not exist: cancelled meanwhile, nothing is asked any more") {
  Called c;
  auto cancel = c.call("list_windows", R"({"name":"x"})");
  c.client.answer("", 1, "can't find session: =x:");
  c.client.answer("\t\t1\n");
  REQUIRE(c.client.open() == 1);
  cancel();
  CHECK(c.client.open() == 0);
}

TEST_CASE("missing session: a tool that can make it says so") {
  CHECK(missing_session("web", {}, kCreateIt) ==
        "session \"web\" does not exist; there are no sessions: create=true makes it");
  CHECK(missing_session("api", {"train"}, kCreateIt) ==
        "session \"api\" does not exist; sessions: train (create=true makes it)");
}
