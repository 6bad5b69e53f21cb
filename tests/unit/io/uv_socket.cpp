#include "io/uv_socket.hpp"

#include <memory>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/socket_pair.hpp"

using namespace smcp;
using test::Fd;
using test::Listener;
using test::numbered;
using test::SocketPair;

TEST_CASE("local socket: what keeps it from connecting") {
  uv::Loop loop;
  uv::LocalSocket client(
      loop, [](std::string_view) {}, [](int) {});
  const auto refused = [&](const std::string& path, int status) {
    CHECK(client.connect(path) == status);
    CHECK_FALSE(client.is_open());
  };
  refused("/nowhere/socket", UV_ENOENT);
  refused("/dev/null", UV_ECONNREFUSED);
  refused("/dev/null/socket", UV_ENOTDIR);
  refused("/" + std::string(107, 'x'), UV_ENAMETOOLONG);
  refused("/" + std::string(106, 'x'), UV_ENOENT);
  Listener stale;
  stale.stop();
  refused(stale.path(), UV_ECONNREFUSED);
  client.send("nobody hears this");
  client.close();
  loop.run();
}

TEST_CASE("local socket: a queue that is full is UV_EAGAIN, and no wait") {
  uv::Loop loop;
  const Listener listener(0);
  std::vector<std::unique_ptr<uv::LocalSocket>> clients;
  int status = 0;
  while (status == 0) {
    REQUIRE(clients.size() < 10);
    clients.push_back(std::make_unique<uv::LocalSocket>(
        loop, [](std::string_view) {}, [](int) {}));
    status = clients.back()->connect(listener.path());
  }
  CHECK(status == UV_EAGAIN);
  const Fd first = listener.accept();
  CHECK(clients.back()->connect(listener.path()) == 0);
}

TEST_CASE("local socket: bytes go both ways, and the end comes last") {
  SocketPair pair;
  pair.client.send("question");
  CHECK(pair.client.sent_all());
  CHECK(pair.read_some() == "question");
  pair.write("answer");
  pair.peer.reset();
  pair.loop.run();
  CHECK(pair.got == "answer");
  CHECK(pair.end == 0);
  CHECK(pair.ends == 1);
}

TEST_CASE("local socket: more than the socket takes arrives whole and in order, however slow the peer") {
  SocketPair pair;
  const std::string data = numbered(3'000'000);
  const std::string_view all = data;
  pair.client.send(all.substr(0, 2'000'000));
  CHECK_FALSE(pair.client.sent_all());
  pair.client.send(all.substr(2'000'000, 1));
  pair.client.send(all.substr(2'000'001));
  pair.client.send("");
  std::string arrived;
  CHECK(pair.turn_until([&] {
    arrived += pair.read_some();
    return arrived.size() >= data.size();
  }));
  CHECK(arrived == data);
  CHECK(pair.client.sent_all());
  // It is read all the while, and afterwards.
  pair.write("answer");
  CHECK(pair.turn_until([&] { return pair.got == "answer"; }));
}

TEST_CASE("local socket: answers are read while much waits to be written") {
  SocketPair pair;
  pair.client.send(numbered(2'000'000));
  pair.write("answer");
  CHECK(pair.turn_until([&] { return pair.got == "answer"; }));
  CHECK_FALSE(pair.client.sent_all());
}

TEST_CASE("local socket: a peer that resets: first its data, then the end") {
  SocketPair pair;
  pair.client.send(numbered(2'000'000));
  pair.write("last words");
  pair.peer.reset();  // with bytes of ours unread: ECONNRESET
  pair.loop.run();
  CHECK(pair.got == "last words");
  REQUIRE(pair.end);
  CHECK((*pair.end == 0 || *pair.end == UV_ECONNRESET));
  CHECK(pair.ends == 1);
}

TEST_CASE("local socket: a peer that has gone is told by the end, not by send()") {
  SocketPair pair;
  pair.peer.reset();
  pair.client.send("x");
  pair.client.send(numbered(1'000'000));
  CHECK(pair.client.is_open());
  pair.loop.run();
  CHECK(pair.end == UV_EPIPE);
}

TEST_CASE("local socket: either callback may close, destroy or connect it again") {
  uv::Loop loop;
  const Listener listener;
  int data = 0;
  int ends = 0;
  UniqueFunction<void()> act_on_data;
  UniqueFunction<void()> act_on_end;
  auto client = std::make_unique<uv::LocalSocket>(
      loop,
      [&](std::string_view) {
        ++data;
        if (act_on_data) act_on_data();
      },
      [&](int) {
        ++ends;
        if (act_on_end) act_on_end();
      });
  const auto serve = [&] {
    const Fd peer = listener.accept();
    CHECK(::send(peer.get(), "x", 1, MSG_NOSIGNAL) == 1);
  };
  REQUIRE(client->connect(listener.path()) == 0);
  client->send(std::string(1'000'000, 'x'));
  SECTION("close on data") {
    act_on_data = [&] { client->close(); };
    serve();
    loop.run();
    CHECK(data == 1);
    CHECK(ends == 0);
  }
  SECTION("destroy on data") {
    act_on_data = [&] { client.reset(); };
    serve();
    loop.run();
    CHECK(data == 1);
    CHECK(ends == 0);
  }
  SECTION("close on the end") {
    act_on_end = [&] { client->close(); };
    serve();
    loop.run();
    CHECK(ends == 1);
  }
  SECTION("destroy on the end") {
    act_on_end = [&] { client.reset(); };
    serve();
    loop.run();
    CHECK(ends == 1);
  }
  SECTION("connect again on data: what was to be written to the first is not written to the second") {
    act_on_data = [&] {
      if (data == 2) return;
      REQUIRE(client->connect(listener.path()) == 0);
      CHECK(client->sent_all());
      serve();
    };
    serve();
    act_on_end = [&] { client->close(); };
    while (data < 2) loop.run_once();
    act_on_data = nullptr;
    loop.run();
    CHECK(data == 2);
    CHECK(ends == 1);
  }
  SECTION("connect again on the end") {
    act_on_end = [&] {
      if (ends == 3) return;
      REQUIRE(client->connect(listener.path()) == 0);
      serve();
    };
    serve();
    loop.run();
    CHECK(ends == 3);
    CHECK(data == 3);
  }
}

TEST_CASE("local socket: closed or destroyed, it calls nobody and leaves nothing on the loop") {
  const Listener listener;
  int calls = 0;
  for (const bool destroy : {false, true}) {
    uv::Loop loop;
    auto client = std::make_unique<uv::LocalSocket>(
        loop, [&](std::string_view) { ++calls; }, [&](int) { ++calls; });
    REQUIRE(client->connect(listener.path()) == 0);
    const Fd peer = listener.accept();
    REQUIRE(::send(peer.get(), "x", 1, MSG_NOSIGNAL) == 1);
    destroy ? client.reset() : client->close();
    loop.run();
    CHECK(uv_loop_alive(loop.raw()) == 0);
  }
  CHECK(calls == 0);
}
