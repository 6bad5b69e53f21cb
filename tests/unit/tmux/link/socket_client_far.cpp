// A server on another machine, behind a socket that accepts whatever is there.
#include <array>
#include <iterator>

#include "support/catch.hpp"
#include "support/unit/socket_client_set.hpp"
#include "tmux/link/far_side.hpp"
#include "tmux/link/spare_connection.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;
using test::Answer;
using test::ask;
using test::FakeServer;
using test::Frame;
using Peer = test::FakeServer::Peer;

namespace {

class OtherMachine final : public FarSide {
 public:
  [[nodiscard]] const shell::ProcessView& processes() const override { return view; }
  [[nodiscard]] const std::string& home() const override { return folder; }
  [[nodiscard]] Result<std::vector<std::string>> argv(const std::vector<std::string>&, bool) const override {
    return Error{Errc::internal, "a socket client starts nothing"};
  }
  [[nodiscard]] Error lost_way(std::string_view, bool) const override { return {Errc::unreachable, ""}; }

  shell::FakeProcesses view;
  std::string folder = "/home/there";
};

Endpoint there(const std::string& path, const OtherMachine& machine) {
  Endpoint endpoint = test::at(path);
  endpoint.far = &machine;
  return endpoint;
}

struct FarSet {
  explicit FarSet(FakeServer::Script script) : server(loop, std::move(script)) {}
  /// Asks, and gives the answer.
  Answer answer_to(Command command) {
    Answer answer;
    ask(client, answer, std::move(command));
    while (!answer.reply) loop.run_once();
    return answer;
  }
  /// The same for what goes to the fallback, which answers so.
  Answer answer_from_fallback(Command command, int status, const std::string& words = "") {
    Answer answer;
    ask(client, answer, std::move(command));
    while (fallback.open() == 0) loop.run_once();
    fallback.answer("", status, words);
    return answer;
  }

  OtherMachine machine;
  uv::Loop loop;
  FakeServer server;
  FakeClient fallback;
  SocketClient client{loop, there(server.path(), machine), &fallback};
};

/// Nobody is there: ssh accepts, and closes.
const FakeServer::Script kNobody = {};
void close_at_once(FarSet& set) {
  set.server.on_accept = [](Peer& peer) { peer.close(); };
}

}  // namespace

TEST_CASE("socket client, far: what it tells of us is of the other machine") {
  FarSet set(test::answers_with(""));
  CHECK(&set.client.processes() == &set.machine.view);
  CHECK(set.answer_to(Command("new-session")).good());
  const Peer& peer = set.server.peers.front();
  CHECK(peer.command() == "new-session");
  const auto cwd = std::find_if(peer.frames.begin(), peer.frames.end(), [&](const Frame& frame) {
    return frame.payload == set.machine.folder + '\0';
  });
  CHECK(cwd != peer.frames.end());
}

TEST_CASE("socket client, far: a look prints a line of ours first, which nobody sees") {
  FarSet set(test::answers_with(".\none\ntwo\n"));
  const Answer answer = set.answer_to(Command("list-sessions"));
  CHECK(answer.good());
  CHECK(answer.output == "one\ntwo\n");
  CHECK(set.server.peers.front().command() == "list-commands -F . list-commands ; list-sessions");
}

TEST_CASE("socket client, far: of the line of ours nothing is seen, and of what comes in its place all") {
  const auto [sent, seen] = GENERATE(std::pair{std::vector{".", "\none\n"}, "one\n"},
                                     std::pair{std::vector{".\n", "", ".\none\n"}, ".\none\n"},
                                     std::pair{std::vector{"\none\n", ".\n"}, "\none\n.\n"},
                                     std::pair{std::vector{"one\n"}, "one\n"});
  const std::vector<const char*> pieces = sent;
  FarSet set([pieces](Peer& peer, const Frame& message) {
    if (message.type != 200) return;
    std::string said = test::write_open(1, 1);
    for (const char* const piece : pieces) said += test::write(1, piece);
    peer.send(said + test::exit_with(0));
  });
  CHECK(set.answer_to(Command("list-sessions")).output == seen);
}

TEST_CASE("socket client, far: the next connection is there when it is needed, and soon closed") {
  FarSet set(test::answers_with(".\n"));
  CHECK(set.answer_to(Command("list-sessions")).good());
  CHECK(set.server.open_connections() == 0);  // the first has to show that there is a server
  CHECK(set.answer_to(Command("list-sessions")).good());
  CHECK(set.server.open_connections() == 1);
  const std::size_t before = set.server.peers.size();
  Answer third;
  ask(set.client, third, Command("list-sessions"));
  while (!third.reply) set.loop.run_once();
  CHECK(set.server.peers.size() == before + 1);  // the next spare one, and none for this request
  CHECK(std::next(set.server.peers.rbegin())->count(200) == 1);
  set.loop.run();  // until the timer of the spare one
  CHECK(set.server.open_connections() == 0);
}

TEST_CASE("socket client, far: what is asked beside what types finds a connection, too") {
  FarSet set(test::answers_with(""));
  CHECK(set.answer_to(Command("send-keys")).good());
  CHECK(set.answer_to(Command("send-keys")).good());
  const std::size_t before = set.server.peers.size();
  std::array<Answer, SpareConnection::kMost> answers;
  for (Answer& answer : answers) ask(set.client, answer, Command("send-keys"));
  for (const Answer& answer : answers) {
    while (!answer.reply) set.loop.run_once();
    CHECK(answer.good());
  }
  CHECK(set.server.peers.size() == before + SpareConnection::kMost);  // those for the next ones
}

TEST_CASE("socket client, far: nobody keeps a server alive whose sessions are to end") {
  FarSet set(test::answers_with(""));
  CHECK(set.answer_to(Command("send-keys")).good());
  CHECK(set.answer_to(Command("send-keys")).good());
  CHECK(set.server.open_connections() == SpareConnection::kMost);
  CHECK(set.answer_to(Command("send-keys").then("kill-session")).good());
  CHECK(set.server.open_connections() == 0);
}

TEST_CASE("socket client, far: a spare connection that was lost unread is replaced once") {
  FarSet set(test::answers_with(""));
  CHECK(set.answer_to(Command("send-keys")).good());
  CHECK(set.answer_to(Command("send-keys")).good());
  REQUIRE(set.server.open_connections() == SpareConnection::kMost);
  std::next(set.server.peers.rbegin(), SpareConnection::kMost - 1)->close();
  CHECK(set.answer_to(Command("send-keys")).good());
  CHECK(set.fallback.asked.empty());
}

TEST_CASE(
    "socket client, far: what was not heard goes to the fallback, and a socket that never leads there is "
    "useless") {
  FarSet set(kNobody);
  close_at_once(set);
  // Nobody there at all says nothing of the socket; nor does a server that is started.
  for (int i = 0; i < 3; ++i) {
    CHECK(set.answer_from_fallback(Command("list-sessions"), 1, "no server running on /x").words() ==
          "no server running on /x");
    CHECK(set.answer_from_fallback(Command("new-session"), 0).good());
  }
  CHECK_FALSE(set.client.useless());
  CHECK(set.answer_from_fallback(Command("list-sessions"), 0).good());
  CHECK_FALSE(set.client.useless());
  CHECK(set.answer_from_fallback(Command("list-sessions"), 1, "can't find session: x").reply.has_value());
  CHECK(set.client.useless());
}

TEST_CASE("socket client, far: what may have been heard is asked after, and never sent again") {
  FarSet set([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.close();
  });
  Answer answer;
  ask(set.client, answer, Command("send-keys"));
  while (set.fallback.open() == 0) set.loop.run_once();
  CHECK(set.fallback.asked.back().argv.front() == "display-message");
  set.fallback.answer("\n");
  CHECK(answer.code() == Errc::io);
  CHECK(answer.words().find("may have taken effect") != std::string::npos);
  CHECK(set.server.peers.size() == 1);
}

TEST_CASE("socket client, far: an answer that breaks off is asked after, too") {
  FarSet set([](Peer& peer, const Frame& message) {
    if (message.type != 200) return;
    peer.send(test::write_open(1, 1) + test::write(1, ".\nhalf"));
    peer.close();
  });
  Answer answer;
  ask(set.client, answer, Command("list-sessions"));
  while (set.fallback.open() == 0) set.loop.run_once();
  set.fallback.answer(Error{Errc::unreachable, "the link broke"});
  CHECK(answer.code() == Errc::unreachable);
}

TEST_CASE("socket client, far: no socket at all says nothing of the server") {
  FarSet set(kNobody);
  SocketClient client{set.loop, there("/nowhere/socket", set.machine), &set.fallback};
  Answer answer;
  ask(client, answer, Command("list-sessions"));
  REQUIRE(set.fallback.open() == 1);
  set.fallback.answer("", 1, "no server running on /x");
  CHECK(answer.words() == "no server running on /x");
}
