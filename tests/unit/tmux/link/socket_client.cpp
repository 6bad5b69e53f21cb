#include "tmux/link/socket_client.hpp"

#include <numeric>

#include "support/catch.hpp"
#include "support/process_figures.hpp"
#include "support/unit/socket_client_set.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;
using test::Answer;
using test::ask;
using test::at;
using test::FakeServer;
using test::Frame;
using test::into;
using test::kStalls;
using test::request_for;
using test::Set;
using Peer = test::FakeServer::Peer;

TEST_CASE("socket client: a request is answered, and its connection closed") {
  Set set(test::answers_with(".\ntext"));
  Answer first;
  ask(set.client, first);
  set.loop.run();
  const std::size_t before = test::open_descriptors(getpid());
  for (int i = 0; i < 20; ++i) {
    Answer answer;
    ask(set.client, answer, Command("list-panes").flag("-F").arg("x;"));
    set.loop.run();
    CHECK(answer.good());
    CHECK(answer.output == "text");
    CHECK(set.server.peers.back().command() == "list-commands -F . list-commands ; list-panes -F x\\;");
  }
  CHECK(set.server.open_connections() == 0);
  // The fake server lets go of its ends as it hears of theirs.
  CHECK(test::wait_until([&] {
    set.loop.run_once();
    return test::open_descriptors(getpid()) <= before;
  }));
  CHECK(set.fallback.asked.empty());
  CHECK(set.client.fallback_reason().empty());
}

TEST_CASE(
    "socket client: something is printed before what may be one row, of which tmux asks before it sends it") {
  const bool has_more = GENERATE(false, true);
  Set set(test::answers_with(has_more ? ".\n.\ntext\n" : ".\n"));
  const auto sent = [&](Command command) {
    Answer answer;
    ask(set.client, answer, std::move(command));
    set.loop.run();
    CHECK(answer.good());
    const bool is_ours = set.server.peers.back().command().starts_with("list-commands -F . list-commands ; ");
    CHECK(answer.output == std::string(is_ours ? "" : ".\n") + (has_more ? ".\ntext\n" : ""));
    return is_ours;
  };
  CHECK(sent(Command("display-message").flag("-p").arg("x")));
  CHECK(sent(Command("list-sessions")));
  CHECK(sent(Command("show-options").flag("-gv").flag("history-limit")));
  // These print nothing, two things, or something after they have done something.
  CHECK_FALSE(sent(Command("has-session")));
  CHECK_FALSE(sent(Command("capture-pane").flag("-p")));
  CHECK_FALSE(sent(Command("kill-session").flag("-t").arg("x")));
  CHECK_FALSE(sent(Command("display-message").flag("-p").arg("x").then("capture-pane").flag("-p")));
  CHECK_FALSE(sent(Command("new-window").flag("-P")));
}

TEST_CASE("socket client: our environment goes only to what starts a process") {
  Set set(test::answers_with(""));
  for (const auto* const name : {"new-session", "new-window", "split-window", "respawn-pane"}) {
    // That of the client that starts servers, as it is at that moment.
    set.fallback.given = {"A=1", std::string("FOR=") + name};
    Answer answer;
    ask(set.client, answer, Command("list-sessions").then(name));
    set.loop.run();
    std::vector<std::string> told;
    for (const Frame& one : set.server.peers.back().frames)
      if (one.type == 105) told.emplace_back(one.payload.c_str());
    CHECK(told == set.fallback.given);
  }
  for (const auto* const name : {"list-sessions", "send-keys", "capture-pane", "load-buffer"}) {
    Answer answer;
    ask(set.client, answer, Command(name).arg("new-session"));
    set.loop.run();
    CHECK(set.server.peers.back().count(105) == 0);
  }
}

TEST_CASE("socket client: no server") {
  uv::Loop loop;
  FakeClient fallback;
  Answer answer;
  SECTION("no socket") {
    SocketClient client(loop, at("/nowhere/socket"), &fallback);
    ask(client, answer);
    loop.run();
    CHECK(answer.reply->value().exit_status == 1);
    CHECK(answer.words() == "error connecting to /nowhere/socket (No such file or directory)");
    CHECK(fallback.asked.empty());
  }
  SECTION("a stale one") {
    test::Listener listener;
    listener.stop();
    SocketClient client(loop, at(listener.path()), &fallback);
    ask(client, answer);
    loop.run();
    CHECK(answer.words() == "no server running on " + listener.path());
    CHECK(fallback.asked.empty());
  }
  SECTION("a path that no socket can have") {
    SocketClient client(loop, at("/" + std::string(200, 'x')), &fallback);
    ask(client, answer);
    loop.run();
    CHECK(answer.words().find("error connecting to /xxx") == 0);
  }
  SECTION("what starts one goes to the fallback, which may") {
    SocketClient client(loop, at("/nowhere/socket"), &fallback);
    ask(client, answer, Command("new-session").flag("-d"));
    REQUIRE(fallback.asked.size() == 1);
    CHECK(joined(fallback.asked[0].argv) == "new-session -d");
    fallback.answer("made");
    CHECK(answer.good());
    CHECK(answer.output == "made");
    CHECK(client.fallback_reason().find("only the tmux program can start one") != std::string::npos);
    loop.run();
  }
  SECTION("without a fallback it says so") {
    SocketClient client(loop, at("/nowhere/socket"), nullptr);
    ask(client, answer, Command("new-session").flag("-d"));
    loop.run();
    CHECK(answer.code() == Errc::refused);  // and not no_server: asking again in a moment helps nobody
    CHECK(answer.words().find("use --engine=auto") != std::string::npos);
  }
  SECTION("a file that is not a socket is reported, and no fallback is asked to put one in its place") {
    const auto* const name = GENERATE("list-sessions", "new-session");
    SocketClient client(loop, at("/etc"), &fallback);
    ask(client, answer, Command(name));
    loop.run();
    CHECK(answer.code() == Errc::refused);
    CHECK(answer.words().starts_with("/etc is a directory"));
    CHECK(fallback.asked.empty());
  }
  SECTION("no program either") {
    SocketClient client(loop, at("/nowhere/socket", "/nowhere/tmux"), &fallback);
    ask(client, answer);
    loop.run();
    CHECK(answer.code() == Errc::not_installed);
  }
}

TEST_CASE(
    "socket client: what no message can hold is for the fallback, what no argument can hold for nobody") {
  Set set(test::answers_with(""));
  Answer answer;
  SECTION("too long") {
    ask(set.client, answer, Command("set-buffer").arg(std::string(17'000, 'x')));
    REQUIRE(set.fallback.asked.size() == 1);
    CHECK(set.fallback.asked[0].argv[1].size() == 17'000);
    set.fallback.answer("");
    CHECK(answer.good());
    CHECK(set.client.fallback_reason().find("longer than tmux takes") != std::string::npos);
  }
  SECTION("too long, and no fallback") {
    SocketClient alone(set.loop, at(set.server.path()), nullptr);
    ask(alone, answer, Command("set-buffer").arg(std::string(17'000, 'x')));
    set.loop.run();
    CHECK(answer.code() == Errc::too_large);
  }
  SECTION("a NUL, at which a child's argument would end") {
    ask(set.client, answer, Command("set-buffer").arg(std::string_view("a\0b", 3)));
    set.loop.run();
    CHECK(answer.code() == Errc::invalid_argument);
    CHECK(set.fallback.asked.empty());
  }
  set.loop.run();
  CHECK(set.server.peers.empty());
}

TEST_CASE("socket client: a server of another protocol") {
  std::string version = test::frame(12);
  version[8] = 7;
  Set set([&](Peer& peer, const Frame&) {
    peer.send(version);
    peer.close();
  });
  Answer answer;
  SECTION("the fallback gets the request as it was") {
    Request request = request_for(Command("load-buffer").flag("-"), answer);
    request.input = "input";
    set.client.run(std::move(request), into(answer));
    set.loop.run_once();
    REQUIRE(test::wait_until([&] { return !set.fallback.asked.empty() || (set.loop.run_once(), false); }));
    CHECK(set.fallback.asked[0].input == "input");
    CHECK(joined(set.fallback.asked[0].argv) == "load-buffer -");
    set.fallback.answer("out");
    CHECK(answer.output == "out");
  }
  SECTION("without one, both versions are named") {
    SocketClient alone(set.loop, at(set.server.path()), nullptr);
    ask(alone, answer);
    set.loop.run();
    CHECK(answer.words().find("version 7") != std::string::npos);
    CHECK(answer.words().find("version 8") != std::string::npos);
  }
}

TEST_CASE("socket client: what was sent is never sent again, whatever becomes of it") {
  const auto bytes =
      GENERATE(as<std::string>(), "", "no frames of tmux's at all", test::frame(207), test::write_open(1, 1),
               test::frame(210), test::write_open(1, 1) + test::write(1, "half"));
  Set set([&](Peer& peer, const Frame& message) {
    if (message.type != 200) return;
    peer.send(bytes);
    peer.close();
  });
  Answer answer;
  ask(set.client, answer, Command("new-session").flag("-d"));
  set.loop.run();
  REQUIRE(answer.reply);
  CHECK_FALSE(answer.good());
  const auto commands = [](int sum, const Peer& peer) { return sum + static_cast<int>(peer.count(200)); };
  CHECK(std::accumulate(set.server.peers.begin(), set.server.peers.end(), 0, commands) == 1);
  CHECK(set.fallback.asked.empty());
}

TEST_CASE("socket client: a server that stalls is given up at the deadline") {
  Set set(kStalls);
  Answer answer;
  ask(set.client, answer, Command("list-sessions"), 30ms);
  set.loop.run();
  CHECK(answer.code() == Errc::timed_out);
  CHECK(set.server.open_connections() == 0);
}
