// Connections that end without an answer: what may be asked again, and what must not be.
#include <numeric>
#include <sys/socket.h>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"
#include "support/unit/few_descriptors.hpp"
#include "support/unit/socket_client_set.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;
using test::Answer;
using test::ask;
using test::at;
using test::FakeServer;
using test::Frame;
using test::Set;
using Peer = test::FakeServer::Peer;

namespace {

std::size_t commands_read(const FakeServer& server) {
  return std::accumulate(server.peers.begin(), server.peers.end(), std::size_t{0},
                         [](std::size_t sum, const Peer& peer) { return sum + peer.count(200); });
}

}  // namespace

TEST_CASE(
    "socket client: a server that drops what it has read, and runs on, is asked once and does not count as "
    "missing") {
  Set set([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.close();
  });
  Answer answer;
  ask(set.client, answer, Command(GENERATE("list-sessions", "new-session", "send-keys")));
  set.loop.run();
  CHECK(answer.code() == Errc::io);
  CHECK(answer.words().find("still runs") != std::string::npos);
  CHECK(commands_read(set.server) == 1);
  CHECK(set.fallback.asked.empty());
}

TEST_CASE(
    "socket client: a server that dies with what it has read is gone, and nothing is started in its place") {
  const bool at_once = GENERATE(true, false);
  const auto* const name = GENERATE("list-sessions", "new-session");
  uv::Loop loop;
  FakeClient fallback;
  test::Listener listener;
  SocketClient client(loop, at(listener.path()), &fallback);
  Answer answer;
  ask(client, answer, Command(name));
  test::Fd peer = listener.accept();
  REQUIRE(peer);
  std::string bytes(65536, ' ');
  REQUIRE(::recv(peer.get(), bytes.data(), bytes.size(), 0) > 0);
  uv::Timer stop(loop, [&] { listener.stop(); });
  if (at_once) {
    listener.stop();
  } else {  // between the first look and the second
    stop.start(SocketClient::kLookAgainAfter / 5);
  }
  peer.reset();
  loop.run();
  if (std::string_view(name) == "list-sessions") {
    REQUIRE(answer.reply->ok());
    CHECK(answer.words() == "server exited unexpectedly");
  } else {
    CHECK(answer.code() == Errc::io);
    CHECK(answer.words().find("exited before it answered") != std::string::npos);
  }
  CHECK(fallback.asked.empty());
}

TEST_CASE("socket client: a server on its way out, which ends connections unread, is tried anew") {
  Set set(test::answers_with("made"));
  int dropped = 0;
  set.server.on_accept = [&](Peer& peer) {
    if (++dropped <= 3) peer.close();
  };
  Answer answer;
  ask(set.client, answer, Command("new-session"));
  set.loop.run();
  CHECK(answer.good());
  CHECK(answer.output == "made");
  CHECK(dropped == 4);
  CHECK(commands_read(set.server) == 1);
}

TEST_CASE("socket client: the server that is gone when it is tried anew is started by the fallback") {
  uv::Loop loop;
  FakeClient fallback;
  test::Listener listener;
  SocketClient client(loop, at(listener.path()), &fallback);
  Answer query;
  Answer creation;
  ask(client, query, Command("list-sessions"));
  ask(client, creation, Command("new-session"));
  listener.stop();  // as the kernel does for a process that ends: those not accepted yet are reset
  uv::Timer until_asked(loop, [&] {
    if (fallback.asked.empty()) return;
    until_asked.stop();
    fallback.answer("made");
  });
  until_asked.start(1ms, 1ms);
  loop.run();
  CHECK(query.words() == "no server running on " + listener.path());
  CHECK(fallback.asked.size() == 1);
  CHECK(creation.good());
}

TEST_CASE(
    "socket client: a server that ends all connections unread is given up and does not count as missing") {
  Set set({});
  set.server.on_accept = [](Peer& peer) { peer.close(); };
  Answer answer;
  Answer impatient;
  ask(set.client, answer);
  ask(set.client, impatient, Command("list-sessions"), SocketClient::kLostFor / 2);
  set.loop.run();
  CHECK(answer.code() == Errc::io);
  CHECK(answer.words().find("before it has read the request") != std::string::npos);
  CHECK(impatient.code() == Errc::timed_out);
  CHECK(impatient.words().find("has closed connections before it read the request") != std::string::npos);
}

#if !defined(SESSIONS_MCP_SANITIZED)  // UBSan opens a pipe to look at a vptr, and takes none for a bad one
TEST_CASE("socket client: while descriptors are short, requests wait, and a deadline says why") {
  Set set(test::answers_with("text"));
  std::vector<Answer> answers(5);
  Answer impatient;
  std::optional<test::FewDescriptors> few(std::in_place);
  ask(set.client, impatient, Command("list-sessions"), 30ms);
  for (auto& answer : answers) ask(set.client, answer);
  uv::Timer until_impatient_is_told(set.loop, [&] {
    if (!impatient.reply) return;
    few.reset();
    until_impatient_is_told.stop();
  });
  until_impatient_is_told.start(1ms, 1ms);
  set.loop.run();
  CHECK(impatient.code() == Errc::timed_out);
  CHECK(impatient.words().find("too many open files") != std::string::npos);
  for (const auto& answer : answers) CHECK(answer.good());
}
#endif
