// wait_for as the dispatcher sees it: its bounds, its end from outside, and what it answers for several.
#include <string>
#include <vector>

#include <simdjson.h>

#include "support/catch.hpp"
#include "support/unit/calling.hpp"
#include "support/unit/fake_panes.hpp"
#include "support/unit/loop_timer.hpp"
#include "tools/registry.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;

namespace {

struct WaitCalls : Calling<tmux::FakePanes> {
  tmux::FakePanes& server = client;
  tmux::FakePane& pane = server.add("job", "%7");

  transport::CancelHook call(const std::string& json, std::string_view tool = "wait_for") {
    return Calling::call(tool, json);
  }
  void answer_all() {
    while (server.open() > 0) server.answer();
  }
  void look() {
    test::fire_timer(loop);
    answer_all();
  }
  [[nodiscard]] Gate& captures() { return toolbox.server.captures; }
  [[nodiscard]] bool over() const {
    return toolbox.long_calls.size() == 0 && toolbox.server.ticker.watches() == 0;
  }
};

}  // namespace

TEST_CASE("wait_for: numbers have bounds, of which both ends are allowed") {
  WaitCalls w;
  for (const auto* bad : {R"("timeout_seconds":0)", R"("timeout_seconds":3601)", R"("idle_seconds":0)",
                          R"("idle_seconds":3601)", R"("lines":0)", R"("lines":1001)"}) {
    w.call(std::string(R"({"name":"job",)") + bad + "}");
    REQUIRE(w.results.size() == 1);
    CHECK(w.last().find("must be an integer from 1 to") != std::string::npos);
    w.results.clear();
  }
  CHECK(w.server.asked() == 0);
  for (const int timeout : {1, 3600}) {
    w.call(R"({"name":"job","pattern":"x","lines":1000,"idle_seconds":3600,"timeout_seconds":)" +
           std::to_string(timeout) + "}");
    w.answer_all();
    const auto timers = test::running_timers(w.loop);
    REQUIRE(timers.size() == 2);
    const auto due = std::chrono::milliseconds(uv_timer_get_due_in(timers.back()));
    CHECK(due <= std::chrono::seconds(timeout));
    CHECK(due > std::chrono::seconds(timeout) - 900ms);
    test::fire(w.loop, timers.back());
    REQUIRE(w.results.size() == 1);
    CHECK(w.last().starts_with(R"({"session":"job","outcome":"timeout","elapsed_s":0.)"));
    CHECK(w.last().find(R"("cursor":")") != std::string::npos);
    CHECK(w.over());
    w.results.clear();
  }
}

TEST_CASE("wait_for: the time is up before tmux has said anything") {
  WaitCalls w;
  w.call(R"({"name":"job","pattern":"x","timeout_seconds":1})");
  REQUIRE(w.server.open() == 1);
  test::fire_timer(w.loop);
  REQUIRE(w.results.size() == 1);
  CHECK(w.last().starts_with(R"({"session":"job","outcome":"timeout",)"));
  CHECK(w.last().find("cursor") == std::string::npos);
  CHECK(w.server.open() == 0);
  CHECK(w.over());
}

TEST_CASE("wait_for: cancelled, it answers nothing and asks nothing more, whatever is under way") {
  WaitCalls w;
  w.pane.print("working\n");
  auto cancel = w.call(R"({"names":["job","job"],"pattern":"ready"})");
  SECTION("its first requests") {
    CHECK(w.server.open() == 2);
  }
  SECTION("nothing") {
    w.answer_all();
  }
  SECTION("a look") {
    w.answer_all();
    w.pane.print("ready\n");
    test::fire_timer(w.loop);
    CHECK(w.server.open() == 1);
  }
  SECTION("what is read after a look") {
    w.answer_all();
    ++w.pane.now;
    w.pane.print("ready\n");
    test::fire_timer(w.loop);
    w.server.answer();
    CHECK(w.server.open() == 2);
  }
  cancel();
  CHECK(w.server.open() == 0);
  CHECK(w.over());
  w.loop.run();  // nothing is left to wait for
  cancel();
  for (const auto& result : w.results) CHECK(result.kind() == transport::ToolResult::Kind::error);
}

TEST_CASE("wait_for: a call whose pane is still looked for can be cancelled, too") {
  WaitCalls w;
  auto cancel = w.call(R"({"name":"job","pane":"%7","pattern":"ready"})");
  CHECK(w.server.open() == 1);
  cancel();
  CHECK(w.server.open() == 0);
  CHECK(w.over());
}

TEST_CASE("wait_for: of several that end at once it is the first that was named") {
  WaitCalls w;
  auto& other = w.server.add("other", "%8");
  w.call(R"({"names":["other","job"],"pattern":"ready"})");
  w.answer_all();
  SECTION("gone") {
    w.server.remove(w.pane);
    w.server.remove(other);
    w.look();
    REQUIRE(w.results.size() == 1);
    CHECK(w.last().starts_with(R"({"session":"other","outcome":"gone",)"));
  }
  SECTION("matched") {
    for (auto* pane : {&w.pane, &other}) {
      ++pane->now;
      pane->print("ready\n");
    }
    w.look();
    REQUIRE(w.results.size() == 1);
    CHECK(w.last().starts_with(R"({"session":"other","outcome":"matched","line":"ready",)"));
  }
  CHECK(w.last().find("cursors") == std::string::npos);
  CHECK(w.over());
}

TEST_CASE("wait_for: one session that is not there ends it for all, at once") {
  WaitCalls w;
  w.call(R"({"names":["job","nope"],"pattern":"ready"})");
  w.answer_all();
  REQUIRE(w.results.size() == 1);
  CHECK(w.last() == "session \"nope\" does not exist");  // this tmux does not tell which there are
  CHECK(w.over());
}

TEST_CASE("wait_for: when nobody asks any more, all that wait are answered as if their time were up") {
  WaitCalls w;
  for (int i = 0; i < 3; ++i) w.call(R"({"name":"job","pattern":"x"})");
  w.answer_all();
  CHECK(w.toolbox.long_calls.size() == 3);
  w.toolbox.long_calls.answer_now();
  REQUIRE(w.results.size() == 3);
  for (const auto& result : w.results) {
    CHECK(std::string(result.json_or_message()).find(R"("outcome":"timeout")") != std::string::npos);
  }
  CHECK(w.over());
}

TEST_CASE("wait_for: what waits read counts among the captures, and holds no place while they wait") {
  WaitCalls w;
  ++w.pane.now;
  std::string names = R"("job")";
  for (std::size_t i = 1; i <= kMaxCaptures; ++i) {
    const std::string name = "s" + std::to_string(i);
    ++w.server.add(name, "%1" + std::to_string(i)).now;
    names += ",\"" + name + "\"";
  }
  auto cancel = w.call(R"({"names":[)" + names + R"(],"pattern":"ready"})");
  w.call(R"({"name":"job"})", "capture_pane");
  CHECK(w.server.open() == kMaxCaptures);
  CHECK(w.captures().waiting() == 2);
  SECTION("each gets its turn, in order") {
    w.server.answer();  // and it asks what was typed last, which takes no place among the captures
    CHECK(w.captures().inside() == kMaxCaptures - 1);
    CHECK(w.server.open() == kMaxCaptures);
    test::fire_timer(w.loop);
    CHECK(w.captures().inside() == kMaxCaptures);
    w.answer_all();
    test::fire_timer(w.loop);
    w.answer_all();
    CHECK(w.results.size() == 1);  // the capture
    CHECK(w.captures().inside() == 0);
    ++w.pane.now;
    w.pane.print("ready\n");
    w.look();
    REQUIRE(w.results.size() == 2);
    CHECK(w.last().starts_with(R"({"session":"job","outcome":"matched","line":"ready")"));
  }
  SECTION("one that is over before its turn lets the next one go") {
    cancel();
    CHECK(w.server.open() == 0);
    test::fire_timer(w.loop);
    CHECK(w.server.open() == 1);  // the capture
    w.answer_all();
    CHECK(w.results.back().kind() == transport::ToolResult::Kind::text);
    CHECK(w.captures().inside() == 0);
  }
  SECTION("the time is up before the turn of the last one") {
    test::fire(w.loop, test::running_timers(w.loop).back());
    REQUIRE(w.results.size() == 1);
    CHECK(w.last().find(R"("outcome":"timeout")") != std::string::npos);
    CHECK(w.over());
  }
}

TEST_CASE("wait_for: reads on while the client does not read, for it may not miss what is printed then") {
  WaitCalls w;
  ++w.pane.now;
  w.captures().hold(true);
  w.call(R"({"name":"job"})", "capture_pane");
  w.call(R"({"name":"job","pattern":"ready"})");
  CHECK(w.server.open() == 1);
  w.answer_all();
  ++w.pane.now;
  w.pane.print("ready\n");
  w.look();
  REQUIRE(w.results.size() == 1);
  CHECK(w.last().find(R"("outcome":"matched")") != std::string::npos);
  CHECK(w.captures().waiting() == 1);
}
