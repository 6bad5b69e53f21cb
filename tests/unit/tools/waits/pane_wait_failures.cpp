// Waits that cannot begin or go on, and those that are stopped from outside.
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;

TEST_CASE("a wait that cannot begin says why") {
  Waiting w;
  w.ask(Waiting::pattern("x"));
  SECTION("no such session") {
    auto& other = w.server.add("other", "%8");
    w.server.remove(w.pane);
    w.answer_all();
    other.print("x\n");
    REQUIRE(w.error);
    CHECK(w.error->code == Errc::not_found);
    CHECK(w.error->message == "session \"job\" does not exist");
  }
  SECTION("no server") {
    w.server.remove(w.pane);
    w.answer_all();
    REQUIRE(w.error);
    CHECK(w.error->message == "session \"job\" does not exist");
  }
  SECTION("no answer") {
    w.server.answer(Error{Errc::timed_out, "x"});
    REQUIRE(w.error);
    CHECK(w.error->code == Errc::timed_out);
  }
  CHECK(w.shared.ticker.watches() == 0);
  CHECK_FALSE(w.wait->cursor());
}

TEST_CASE("a wait that goes on from a cursor whose pane is not there any more: it is gone") {
  Waiting w;
  w.pane.print("working\n");
  const auto cursor = w.cursor();
  w.server.add("other", "%8");
  SECTION("before anything is asked") {
    w.server.remove(w.pane);
  }
  SECTION("after the first answer") {
    w.ask(Waiting::pattern("x"), cursor);
    w.server.answer();
    w.server.remove(w.pane);
    w.answer_all();
    CHECK(w.outcome == WaitEnd::gone);
    return;
  }
  w.start(Waiting::pattern("x"), cursor);
  CHECK(w.outcome == WaitEnd::gone);
}

TEST_CASE("a wait goes on when the server does not answer for a while, and misses nothing") {
  Waiting w;
  w.pane.print("working\n");
  w.start(Waiting::pattern("ready"));
  w.pane.print("ready\n");
  w.begin_look();
  SECTION("to a look") {
    w.server.answer(Error{Errc::timed_out, "x"});
  }
  SECTION("to what is read after it") {
    w.server.answer();
    REQUIRE(w.server.command() == "if-shell");
    w.server.answer(Error{Errc::timed_out, "x"});
  }
  CHECK_FALSE(w.outcome);
  CHECK_FALSE(w.error);
  w.look();
  CHECK(w.outcome == WaitEnd::matched);
}

TEST_CASE("a wait that is stopped asks and tells nothing more, whatever is under way") {
  Waiting w;
  w.pane.print("working\n");
  SECTION("its first request") {
    w.ask(Waiting::pattern("ready"));
  }
  SECTION("nothing") {
    w.start(Waiting::pattern("ready"));
  }
  SECTION("a look") {
    w.start(Waiting::pattern("ready"));
    w.pane.print("ready\n");
    w.begin_look();
  }
  SECTION("what is read after a look") {
    w.start(Waiting::pattern("ready"));
    w.pane.print("ready\n");
    w.begin_look();
    w.server.answer();
    REQUIRE(w.server.command() == "if-shell");
  }
  w.wait->stop();
  CHECK(w.server.open() == 0);
  CHECK(w.shared.ticker.watches() == 0);
  w.wait->stop();  // a second time does no harm
  const std::weak_ptr<PaneWait> left = w.wait;
  w.wait.reset();
  CHECK(left.expired());
  w.loop.run();
  CHECK_FALSE(w.outcome);
}

TEST_CASE("a wait that nobody holds any more is no longer watched") {
  Waiting w;
  w.start(Waiting::pattern("ready"));
  w.wait.reset();
  CHECK(w.shared.ticker.watches() == 0);
}
