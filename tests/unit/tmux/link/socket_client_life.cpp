#include <algorithm>
#include <cerrno>
#include <memory>
#include <sys/socket.h>
#include <sys/un.h>
#include <vector>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"
#include "support/unit/at_end.hpp"
#include "support/unit/socket_client_set.hpp"
#include "tmux/link/socket_client.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;
using test::Answer;
using test::ask;
using test::at;
using test::exit_with;
using test::FakeServer;
using test::Frame;
using test::into;
using test::kStalls;
using test::request_for;
using test::Set;
using Peer = test::FakeServer::Peer;

TEST_CASE("socket client: shorten_deadlines() brings every deadline forward, the fallback's too") {
  Set set(kStalls);
  std::vector<Answer> answers(SocketClient::kMaxConnections + 3);
  for (auto& answer : answers) ask(set.client, answer, Command("list-sessions"), 1h);
  set.client.shorten_deadlines(10ms);
  set.loop.run();
  for (const auto& answer : answers) CHECK(answer.code() == Errc::timed_out);
  CHECK(set.fallback.shortened == std::vector{10ms});
}

TEST_CASE("socket client: a bounded number of connections at once, the others in order, the urgent first") {
  std::vector<std::string> order;
  std::vector<Peer*> held;
  Set set([&](Peer& peer, const Frame& message) {
    if (message.type != 200) return;
    order.push_back(peer.command());
    held.push_back(&peer);
  });
  constexpr std::size_t kRequests = 3 * SocketClient::kMaxConnections;
  std::vector<Answer> answers(kRequests);
  for (std::size_t i = 0; i < kRequests; ++i) ask(set.client, answers[i], Command(std::to_string(i)));
  Answer urgent;
  Request request = request_for(Command("urgent"), urgent);
  request.urgent = true;
  set.client.run(std::move(request), into(urgent));
  REQUIRE(test::wait_until(
      [&] { return order.size() > SocketClient::kMaxConnections || (set.loop.run_once(), false); }));
  CHECK(set.server.open_connections() == SocketClient::kMaxConnections + 1);
  CHECK(order.back() == "urgent");
  while (!held.empty()) {
    const auto now = std::exchange(held, {});
    for (Peer* peer : now) peer->send(exit_with(0));
    REQUIRE(test::wait_until(
        [&] { return !held.empty() || order.size() == kRequests + 1 || (set.loop.run_once(), false); }));
  }
  set.loop.run();
  CHECK(std::all_of(answers.begin(), answers.end(), [](const Answer& one) { return one.good(); }));
  CHECK(urgent.good());
  CHECK(set.server.most_at_once <= SocketClient::kMaxConnections + 1);
  order.erase(std::find(order.begin(), order.end(), "urgent"));
  for (std::size_t i = 0; i < kRequests; ++i) CHECK(order[i] == std::to_string(i));
  CHECK(set.server.open_connections() == 0);
}

TEST_CASE("socket client: a server whose queue is full is asked again until it takes us") {
  uv::Loop loop;
  const test::Listener listener(0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  listener.path().copy(address.sun_path, sizeof address.sun_path - 1);
  std::vector<test::Fd> others;
  int status = 0;
  while (status == 0) {
    others.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    status = ::connect(others.back().get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  REQUIRE(errno == EAGAIN);
  SocketClient client(loop, at(listener.path()), nullptr);
  Answer first;
  Answer second;
  Answer impatient;
  ask(client, first);
  ask(client, second);
  ask(client, impatient, Command("list-sessions"), 1ms);
  std::vector<test::Fd> accepted;
  uv::Timer accept(loop, [&] {
    if (!impatient.reply) return;
    for (auto fd = listener.accept(); fd; fd = listener.accept()) {
      const auto bytes = exit_with(0);
      ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      accepted.push_back(std::move(fd));
    }
    if (first.reply && second.reply) accept.stop();
  });
  accept.start(1ms, 1ms);
  loop.run();
  CHECK(impatient.code() == Errc::timed_out);
  CHECK(first.good());
  CHECK(second.good());
}

TEST_CASE("socket client: cancelled at any stage, it calls nobody and closes") {
  Set set([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.send(test::write_open(1, 1));
    if (message.type == 305) peer.send(test::write(1, "half"));
  });
  Answer answer;
  SECTION("connected") {
    set.client.cancel(ask(set.client, answer));
    set.loop.run();
  }
  SECTION("in the middle of its answer") {
    const auto id = ask(set.client, answer);
    REQUIRE(test::wait_until([&] { return !answer.output.empty() || (set.loop.run_once(), false); }));
    set.client.cancel(id);
    answer.output.clear();
    set.loop.run();
  }
  SECTION("waiting") {
    std::vector<Answer> stuck(SocketClient::kMaxConnections);
    std::vector<Client::RequestId> ids;
    for (auto& one : stuck) ids.push_back(ask(set.client, one));
    set.client.cancel(ask(set.client, answer));
    for (const auto id : ids) set.client.cancel(id);
    set.loop.run();
    CHECK(set.server.peers.size() <= SocketClient::kMaxConnections);
  }
  SECTION("answered, but not told so yet") {
    SocketClient nowhere(set.loop, at("/nowhere/socket"), nullptr);
    nowhere.cancel(ask(nowhere, answer));
    set.loop.run();
  }
  SECTION("with the fallback") {
    set.client.cancel(ask(set.client, answer, Command(std::string(17'000, 'x'))));
    set.loop.run();
    CHECK(set.fallback.cancelled == std::vector{set.fallback.asked.at(0).id});
  }
  SECTION("over") {
    set.client.cancel(12345);
  }
  CHECK_FALSE(answer.reply);
  CHECK(answer.output.empty());
  CHECK(set.server.open_connections() == 0);
}

TEST_CASE("socket client: the fallback's late deadline is the request's own") {
  Set set(kStalls);
  Answer answer;
  ask(set.client, answer, Command(std::string(17'000, 'x')), 20ms);
  set.loop.run();
  CHECK(answer.code() == Errc::timed_out);
  CHECK(set.fallback.cancelled.size() == 1);
  CHECK(set.fallback.open() == 0);
}

TEST_CASE("socket client: destroyed at any stage, it calls nobody, closes, and takes no more") {
  uv::Loop loop;
  FakeServer server(loop, kStalls);
  FakeClient fallback;
  std::vector<Answer> answers(SocketClient::kMaxConnections + 4);
  Answer never;
  auto client = std::make_unique<SocketClient>(loop, at(server.path()), &fallback);
  for (std::size_t i = 2; i < answers.size(); ++i) ask(*client, answers[i]);
  ask(*client, answers[0], Command(std::string(17'000, 'x')));
  // What it lets go of wants to put something in order, and calls off the others.
  int let_go = 0;
  SocketClient& named = *client;
  for (const auto* const name : {"list-sessions", "too long"}) {
    Command command(name);
    if (*name == 't') command.arg(std::string(17'000, 'x'));
    client->run(request_for(std::move(command), answers[1]), [last = test::AtEnd([&] {
                                                                ++let_go;
                                                                for (Client::RequestId id = 1; id < 30; ++id)
                                                                  named.cancel(id);
                                                                named.run(request_for(Command("a"), never),
                                                                          into(never));
                                                              })](const Result<Reply>&) {});
  }
  loop.run_once();
  client.reset();
  loop.run();
  CHECK(let_go == 2);
  CHECK(fallback.open() == 0);
  CHECK(server.open_connections() == 0);
  CHECK_FALSE(never.reply);
  for (const auto& answer : answers) CHECK_FALSE(answer.reply);
}

TEST_CASE("socket client: a callback may cancel its own request, ask again, and destroy the client") {
  uv::Loop loop;
  FakeServer server(loop, test::answers_with("text"));
  auto client = std::make_unique<SocketClient>(loop, at(server.path()), nullptr);
  Answer second;
  Client::RequestId first = 0;
  int outputs = 0;
  Request request{Command("first"), {}, uv::Clock::now() + 20s, {}};
  SECTION("cancel and ask again in its output: the old answer is not the new one's") {
    request.on_output = [&](std::string_view) {
      ++outputs;
      SocketClient& same = *client;  // this function goes with its request
      Answer& answer = second;
      same.cancel(first);
      ask(same, answer, Command("second"));
    };
    first = client->run(std::move(request), [](const Result<Reply>&) { FAIL("called"); });
    loop.run();
    CHECK(outputs == 1);
    CHECK(second.output == "text");
    CHECK(second.good());
  }
  SECTION("the same where there are more than it keeps places for") {
    std::vector<Answer> others(3 * SocketClient::kMaxConnections);
    std::vector<Client::RequestId> ids(others.size());
    for (std::size_t i = 0; i < others.size(); ++i) {
      Request one{Command("many"), {}, uv::Clock::now() + 20s, {}};
      one.on_output = [&client, &outputs, id = &ids[i]](std::string_view) {
        ++outputs;
        client->cancel(*id);
      };
      ids[i] = client->run(std::move(one), into(others[i]));
    }
    loop.run();
    CHECK(outputs == static_cast<int>(others.size()));
    for (const auto& other : others) CHECK_FALSE(other.reply);
  }
  SECTION("destroy the client when done, with others under way") {
    std::vector<Answer> others(2 * SocketClient::kMaxConnections);
    client->run(std::move(request), [&](const Result<Reply>&) { client.reset(); });
    for (auto& other : others) ask(*client, other);
    loop.run();
    CHECK_FALSE(client);
  }
  CHECK(server.open_connections() == 0);
}
