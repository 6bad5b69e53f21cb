// Calls that type into one pane take turns.
#include <memory>
#include <utility>

#include "support/catch.hpp"
#include "support/unit/typing.hpp"
#include "tmux/act/typing_plan.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("cancelled while it waits for its turn, nothing is asked any more") {
  Typing t;
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  t.chain->cancel();
  const std::weak_ptr<RequestChain> flow = std::exchange(t.chain, nullptr);
  while (!test::running_timers(t.loop).empty()) t.loop.run_once();
  CHECK(flow.expired());
  CHECK(t.client.asked.size() == 1);
  CHECK(t.answers == 0);
}

TEST_CASE("a call waits for another's lock, unless that has expired") {
  Typing t;
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  CHECK(t.client.open() == 0);
  t.answer_lock("zzzzzz 995");
  SECTION("given back") {
    t.answer_lock("");
  }
  SECTION("expired") {
    t.pane.now = 1006;
    t.answer_lock("zzzzzz 995");
    t.answer_cursor();
    CHECK(t.last().find("#{==:#{@smcp-typing},zzzzzz 995}") != std::string::npos);
    CHECK(t.last().ends_with("; set-option -pu -t %7 @smcp-typing"));
    t.client.answer("");
    CHECK(t.typed);
    return;
  }
  t.answer_cursor();
  CHECK(t.last().find("#{==:#{@smcp-typing},}") != std::string::npos);
  t.client.answer("");
  CHECK(t.typed);
}

TEST_CASE("a call that gets no turn in time is told so, and nothing is typed") {
  Typing t(kTimeToType);
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  REQUIRE(t.error);
  CHECK(t.error->code == Errc::refused);
  CHECK(t.error->message.starts_with("another call is typing into pane %7"));
}

TEST_CASE("a call that is beaten to it waits, and after any other refusal nothing is asked again") {
  Typing t;
  t.type("x", false);
  t.answer_cursor();
  SECTION("another has typed meanwhile, and has ended") {
    t.client.answer("", 1, "unknown command: sessions-mcp-not-our-turn");
    t.answer_lock("");
    t.answer_cursor();
    t.client.answer("");
    CHECK(t.typed);
  }
  SECTION("another has begun to type") {
    t.client.answer("", 1, "unknown command: sessions-mcp-not-our-turn");
    t.answer_lock("zzzzzz 1000");
    t.answer_lock("zzzzzz 1000");
    t.answer_lock("");
    t.answer_cursor();
    t.client.answer("");
    CHECK(t.typed);
  }
  SECTION("a mode") {
    t.client.answer("", 1, "unknown command: sessions-mcp-takes-no-keys");
    REQUIRE(t.error);
    CHECK(t.error->message.find("(a mode)") != std::string::npos);
    CHECK(t.client.open() == 0);
  }
}
