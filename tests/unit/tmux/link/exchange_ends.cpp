#include <memory>

#include "support/catch.hpp"
#include "support/unit/talk.hpp"
#include "tmux/link/exchange.hpp"

using namespace smcp;
using namespace smcp::tmux;
using test::exit_with;
using test::FakeServer;
using test::Frame;
using test::has;
using test::number;
using test::says;
using test::Talk;
using test::whole_request;
using test::write_open;
using Peer = test::FakeServer::Peer;

TEST_CASE("exchange: exits of all kinds") {
  SECTION("a message is an error, whatever the status") {
    Talk talk(says(exit_with(0, "access not allowed")));
    talk.run();
    CHECK(talk.status() == 1);
    CHECK(talk.error_output() == "access not allowed");
  }
  SECTION("nothing in it") {
    Talk talk(says(test::frame(203)));
    talk.run();
    CHECK(talk.status() == 0);
  }
  SECTION("the server is killed") {
    Talk talk(says(test::frame(210)));
    talk.run();
    CHECK(talk.status() == 1);
    CHECK(talk.error_output() == "server exited unexpectedly");
  }
  SECTION("nothing after it counts") {
    Talk talk(says(exit_with(0) + write_open(1, 1) + test::write(1, "late") + exit_with(1)));
    talk.run();
    CHECK(talk.status() == 0);
    CHECK(talk.output.empty());
    CHECK(talk.endings == 1);
  }
}

TEST_CASE("exchange: a server that goes away") {
  SECTION("before it has said anything") {
    Talk talk(says("", true));
    talk.run();
    CHECK(talk.status() == 1);
    CHECK(talk.error_output() == "server exited unexpectedly");
    CHECK(talk.ending->lost);
    CHECK_FALSE(talk.ending->unheard);
  }
  SECTION("in the middle of its answer") {
    Talk talk(says(write_open(1, 1) + test::write(1, "half"), true));
    talk.run();
    CHECK(talk.output == "half");
    CHECK(has(talk.error(), "in the middle of its answer"));
    CHECK_FALSE(talk.ending->unheard);
    CHECK_FALSE(talk.ending->lost);
  }
  SECTION("in the middle of a message") {
    Talk talk(says(write_open(1, 1) + test::write(1, "half").substr(0, 18), true));
    talk.run();
    CHECK(has(talk.error(), "in the middle of its answer"));
  }
  SECTION("before it has read anything") {
    Talk talk({});
    talk.server.on_accept = [](Peer& peer) { peer.close(); };
    talk.run({}, GENERATE(0U, 2U << 20U));
    CHECK(talk.error_output() == "server exited unexpectedly");
    CHECK(talk.ending->lost);
    CHECK(talk.ending->unheard);
  }
}

TEST_CASE("exchange: what comes before the command has gone out was no answer to it") {
  const auto bytes =
      GENERATE(as<std::string>(), test::frame(999), test::frame(207), "no frames of tmux's at all");
  Talk talk({});
  talk.server.reads = false;
  talk.server.on_accept = [&](Peer& peer) { peer.send(bytes); };
  talk.run({}, 2U << 20U);  // more than a socket takes
  CHECK(talk.ending->unheard);
}

TEST_CASE("exchange: input that waits to be sent does not make a command unheard") {
  Talk talk([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.send(test::frame(300, number(3) + number(0)) + test::frame(308));
    // Most of the input waits for us to read on.
    if (message.type == 301 && peer.count(301) == 1) peer.send(test::frame(207));
  });
  talk.run(std::string(4U << 20U, 'i'));
  CHECK(has(talk.error(), "message 207"));
  CHECK_FALSE(talk.ending->unheard);
}

TEST_CASE("exchange: output may close it, replace it or destroy it") {
  const std::string all = write_open(1, 1) + test::write(1, "one") + test::write(1, "two") + exit_with(0);
  uv::Loop loop;
  FakeServer server(loop, says(all));
  const std::string request = whole_request();
  std::string output;
  int endings = 0;
  std::unique_ptr<Exchange> exchange;
  UniqueFunction<void()> then;
  exchange = std::make_unique<Exchange>(
      loop,
      [&](std::string_view bytes) {
        output += bytes;
        if (then) std::exchange(then, nullptr)();
      },
      [&](const Exchange::Ending&) { ++endings; });
  SECTION("close") {
    then = [&] { exchange->close(); };
    REQUIRE(exchange->begin(server.path(), request, {}) == 0);
    loop.run();
    CHECK(output == "one");
    CHECK(endings == 0);
  }
  SECTION("begin anew: nothing of the first answer is taken for the second") {
    then = [&] { REQUIRE(exchange->begin(server.path(), request, {}) == 0); };
    REQUIRE(exchange->begin(server.path(), request, {}) == 0);
    loop.run();
    CHECK(output == "oneonetwo");
    CHECK(endings == 1);
    CHECK(server.peers.size() == 2);
  }
  SECTION("destroy") {
    then = [&] { exchange.reset(); };
    REQUIRE(exchange->begin(server.path(), request, {}) == 0);
    loop.run();
    CHECK(output == "one");
    CHECK(endings == 0);
  }
  CHECK(server.open_connections() == 0);
}

TEST_CASE("exchange: its end may begin anew or destroy it") {
  uv::Loop loop;
  FakeServer server(loop, test::answers_with("text"));
  const std::string request = whole_request();
  std::string output;
  int endings = 0;
  std::unique_ptr<Exchange> exchange;
  exchange = std::make_unique<Exchange>(
      loop, [&](std::string_view bytes) { output += bytes; },
      [&](const Exchange::Ending&) {
        if (++endings == 3) return exchange.reset();
        CHECK(exchange->begin(server.path(), request, {}) == 0);
      });
  REQUIRE(exchange->begin(server.path(), request, {}) == 0);
  loop.run();
  CHECK(endings == 3);
  CHECK(output == "texttexttext");
  CHECK_FALSE(exchange);
  CHECK(server.open_connections() == 0);
}

TEST_CASE("exchange: destroyed before anything came, it calls nobody") {
  uv::Loop loop;
  FakeServer server(loop, test::answers_with("text"));
  int calls = 0;
  {
    Exchange exchange(
        loop, [&](std::string_view) { ++calls; }, [&](const Exchange::Ending&) { ++calls; });
    REQUIRE(exchange.begin(server.path(), whole_request(), {}) == 0);
  }
  loop.run();
  CHECK(calls == 0);
}
