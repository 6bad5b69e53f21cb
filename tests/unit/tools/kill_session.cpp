// kill_session with names: each session for itself.
#include <algorithm>

#include <simdjson.h>

#include "support/catch.hpp"
#include "support/unit/calling.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/held_row.hpp"
#include "tools/registry.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

struct Killing : Calling<tmux::FakeClient> {
  [[nodiscard]] bool kills(std::size_t request, const std::string& id) const {
    return tmux::joined(client.asked[request].argv).ends_with("; kill-session -t " + id + ":");
  }
};

std::string row(const std::string& id, const std::string& name) {
  return tmux::HeldRow{.session = id, .name = name, .window = "@" + id.substr(1), .pane = "%" + id.substr(1)}
      .text();
}

}  // namespace

TEST_CASE("kill_session: several go at once, each name once, and one that is not there stops no other") {
  Killing k;
  k.call("kill_session", R"({"names":["a","b","a","c"]})");
  REQUIRE(k.client.asked.size() == 3);
  const std::string all = row("$1", "a") + row("$2", "b");
  for (int i = 0; i < 3; ++i) k.client.answer(all);
  REQUIRE(k.client.asked.size() == 5);
  CHECK(k.kills(3, "$1"));
  CHECK(k.kills(4, "$2"));
  CHECK(k.results.empty());
  k.client.answer(all);
  k.client.answer("", 1, "unknown command: sessions-mcp-own-pane");
  REQUIRE(k.results.size() == 1);
  CHECK(k.results.back().kind() == transport::ToolResult::Kind::object);
  CHECK(k.last().starts_with(R"({"killed":1,"ended":["sleep"],"failed":[{"session":"b","error":")"
                             "that is the pane this assistant itself runs in"));
  CHECK(k.last().ends_with(R"({"session":"c","error":"session \"c\" does not exist"}]})"));
}

TEST_CASE("kill_session: under a policy what was judged is killed, and nothing that has got its name since") {
  for (const auto* arguments : {R"({"names":["a"]})", R"({"name":"a"})"}) {
    for (const bool same : {true, false}) {
      Killing k;
      k.toolbox.server.policy = Policy({.own = true});
      k.call("kill_session", arguments);
      k.client.answer(tmux::HeldRow{.session = "$1", .name = "a", .ours = true}.text());
      REQUIRE(k.client.asked.size() == 2);
      k.client.answer(tmux::HeldRow{.session = same ? "$1" : "$9", .name = "a", .ours = true}.text());
      if (same) {
        REQUIRE(k.client.asked.size() == 3);
        CHECK(k.kills(2, "$1"));
      } else {
        for (std::size_t i = 2; i < k.client.asked.size(); ++i) CHECK_FALSE(k.kills(i, "$9"));
        if (k.results.empty()) k.client.answer("");  // which sessions there are, for the error
        CHECK(k.last().find("does not exist") != std::string::npos);
      }
    }
  }
}

TEST_CASE("kill_session: of sessions that live on, those that were killed by the same call are not told") {
  Killing k;
  k.call("kill_session", R"({"names":["a","b"]})");
  const auto one = [](const std::string& id, const std::string& name) {
    return tmux::HeldRow{.session = id, .name = name}.text();
  };
  const std::string all = one("$1", "a") + one("$2", "b") + one("$3", "c");
  k.client.answer(all);
  k.client.answer(all);
  k.client.answer(all);
  k.client.answer(one("$2", "b") + one("$3", "c"));
  CHECK(k.last() == R"({"killed":2,"ended":[],"lives_on":["c"]})");
}

TEST_CASE("kill_session: each waits for its own turn, and for no other's") {
  Killing k;
  k.call("send_keys", R"({"name":"a","keys":"1"})");
  k.call("kill_session", R"({"names":["a","b"]})");
  k.call("send_keys", R"({"name":"b","keys":"2"})");
  REQUIRE(k.client.asked.size() == 2);  // the keys for a are on their way
  k.client.answer("", 1, "can't find session: =a:");
  k.client.answer(row("$2", "b"));
  CHECK(k.kills(3, "$2"));
  k.client.answer("\t\t1\n");
  k.client.answer(row("$2", "b"));
  k.client.answer("$1\t1\t1700000000\t1700000060\t0\t\tb\n");  // which there are
  CHECK(k.last() == R"(session "a" does not exist; sessions: b (start one with new_session))");
  k.loop.run();
  CHECK(k.client.asked.size() == 7);  // the kill of a, and the keys for b
  CHECK(k.results.size() == 1);
}

TEST_CASE("kill_session: exactly one of name and names") {
  Killing k;
  k.call("kill_session", R"({"name":"a","names":["b"]})");
  CHECK(k.last() == "give either name (one session) or names (several), not both; nothing was killed");
  k.call("kill_session", "{}");
  CHECK(k.last() == "name is required (non-empty string), or names for several sessions");
  k.call("kill_session", R"({"name":""})");
  CHECK(k.last() == "name is required (non-empty string)");
  k.call("kill_session", R"({"names":[]})");
  CHECK(k.last() == "names must be an array of 1 to 32 non-empty strings");
  k.call("kill_session", R"({"names":["a","b.c"]})");
  CHECK(k.last() == "name cannot contain '.', ':', '|', or whitespace");
  CHECK(k.client.asked.empty());
}

TEST_CASE("kill_session: cancelled, none of those that wait is killed, and without tmux it is said") {
  Killing k;
  SECTION("cancelled") {
    k.call("send_keys", R"({"name":"a","keys":"1"})");
    auto cancel = k.call("kill_session", R"({"names":["a","b"]})");
    cancel();
    CHECK(k.client.cancelled.size() == 1);  // the kill of b
    k.client.answer(Error{Errc::timed_out, "x"});
    k.loop.run();
    CHECK(k.client.open() == 0);
    CHECK(k.client.asked.size() == 2);
  }
  SECTION("no tmux") {
    k.call("kill_session", R"({"names":["a","b"]})");
    k.client.answer(Error{Errc::not_installed, "x"});
    k.client.answer(Error{Errc::not_installed, "x"});
    CHECK(k.last() == "tmux is not installed. Install with: sudo apt install tmux");
  }
}
