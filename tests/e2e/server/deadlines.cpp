// A tmux that does not answer, calls that are cancelled, and the order in which things happen.
#include <csignal>

#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

TEST_CASE(
    "deadlines: while tmux is stopped the rest goes on, the call ends with an error, and later all is well") {
  LiveServer live({}, {{"SESSIONS_MCP_TIMEOUT", "1.5"}});
  live.tmux.start_job("job", "echo here");
  REQUIRE(live.tmux.shows("job", "here"));
  {
    const Stopped stopped(live.tmux.server_pid());
    for (int i = 0; i < 5; ++i)
      live.server.send(stateless_call_request(std::to_string(i), "capture_pane", object("name", "job")));
    live.server.send(stateless_call_request("5", "send_keys", object("name", "job", "keys", "x")));
    live.server.send(request("\"ping\"", "ping"));
    CHECK(live.server.receive()["id"].string() == "ping");  // before any of the calls
    CHECK(
        live.server.ask("\"list\"", stateless_request("\"list\"", "tools/list"))["result"]["tools"].size() ==
        kToolCount);
    CHECK(is_error(live.server.call("has_session", object("name", ""))));
    for (int i = 0; i <= 5; ++i) {
      const Json result = live.server.reply(std::to_string(i))["result"];
      CHECK(is_error(result));
      const std::string& text = text_of(result);
      INFO(text);
      CHECK((text.find("1.5 s") != std::string::npos || text.find("in time") != std::string::npos ||
             text.find("did not answer") != std::string::npos));
    }
    CHECK(wait_until([&] { return children_of(live.server.pid()).empty(); }));
  }
  CHECK(live.capture("job", 10).starts_with("here"));
}

TEST_CASE("deadlines: one call that stalls delays no other session's call") {
  const FakeTmux fake("send-keys",
                      "case \" $* \" in *stall*) exec sleep 100000;; *) exec \"$REAL_TMUX\" \"$@\";; esac");
  const PrivateTmux tmux;
  tmux.start_job("slow", "exec cat");
  tmux.start_job("quick", "exec cat");
  ServerProcess server({fake.environment(tmux.environment()), {"--timeout", "4"}});
  server.send(stateless_call_request("1", "send_keys", object("name", "slow", "keys", "stall")));
  server.send(stateless_call_request("2", "send_keys", object("name", "slow", "keys", "behind it")));
  server.send(stateless_call_request("3", "send_keys", object("name", "quick", "keys", "at once")));
  CHECK_FALSE(is_error(server.receive()["result"]));  // number 3: the others wait for their turn
  CHECK(tmux.shows("quick", "at once"));
  CHECK_FALSE(is_error(server.call("capture_pane", object("name", "slow"))));  // reads overtake
  CHECK(is_error(server.reply("1")["result"]));
  (void)server.reply("2");  // in its turn: whether it still had time is not ours to say
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("deadlines: writes to one session take effect in the order in which they were sent") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  std::string requests;
  const std::vector<std::pair<std::string, std::string>> calls = {
      {"new_session", object("name", "s", "command", "cat")},
      {"send_keys", object("name", "s", "keys", "hello")},
      {"kill_session", object("name", "s")},
      {"new_session", object("name", "s")},
      {"kill_session", object("name", "s")},
      {"kill_session", object("name", "s")},
      {"new_session", object("name", "s")}};
  for (std::size_t i = 0; i < calls.size(); ++i) {
    requests += stateless_call_request(std::to_string(i), calls[i].first, calls[i].second) + "\n";
  }
  live.server.send_bytes(requests);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    INFO(i << " " << calls[i].first);
    CHECK(is_error(live.server.reply(std::to_string(i), kPatience * 2)["result"]) == (i == 5));
  }
  CHECK(live.tmux.session_names() == std::vector<std::string>{"bystander", "s"});
}

TEST_CASE("cancellation: the call's child is ended and nothing more is sent for it") {
  const FakeTmux fake("*", "exec sleep 100000");
  const PrivateTmux tmux;
  ServerProcess server({fake.environment(tmux.environment()), {}});
  server.send(stateless_call_request("\"slow\"", "list_sessions"));
  server.send(stateless_call_request("7", "list_sessions"));
  REQUIRE(wait_until([&] { return children_of(server.pid()).size() == 2; }));
  server.send(notification("notifications/cancelled", object("requestId", "slow", "reason", "test")));
  CHECK(wait_until([&] { return children_of(server.pid()).size() == 1; }));
  server.send(notification("notifications/cancelled", object("requestId", 7)));
  CHECK(wait_until([&] { return children_of(server.pid()).empty(); }));
  CHECK(server.ask("1", request("1", "ping"))["result"].exists());
  CHECK(server.finish() == ExitStatus{});
  CHECK(server.unread().empty());
}

TEST_CASE("cancellation: a new_session that is cancelled half-way leaves no session behind") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  write_file(live.tmux / ".bash_profile", "sleep 1000\n");  // its shell never comes
  live.server.send(stateless_call_request("1", "new_session", object("name", "half", "command", "echo x")));
  REQUIRE(wait_until([&] { return live.tmux.session_names().size() == 2; }));
  live.server.send(notification("notifications/cancelled", object("requestId", 1)));
  CHECK(wait_until([&] { return live.tmux.session_names() == std::vector<std::string>{"bystander"}; }));
  live.server.send(request("2", "ping"));
  CHECK(live.server.receive()["id"].integer() == 2);
}

TEST_CASE("progress: only for those who asked, strictly increasing, and none after the result") {
  LiveServer live;
  live.ok("new_session", object("name", "quiet", "command", "echo x"));
  CHECK(live.server.unread().empty());
  const std::string call = R"("name":"new_session","arguments":{"name":"told","command":"echo x"}})";
  const std::string meta = object("progressToken", "tok", "io.modelcontextprotocol/protocolVersion",
                                  kStateless, "io.modelcontextprotocol/clientCapabilities", Raw{"{}"});
  live.server.send(request("1", "tools/call", R"({"_meta":)" + meta + "," + call));
  double last = -1;
  for (Json line = live.server.receive(); !line["id"].exists(); line = live.server.receive()) {
    CHECK(line["method"].string() == "notifications/progress");
    CHECK(line["params"]["progressToken"].string() == "tok");
    const auto progress = static_cast<double>(line["params"]["progress"].integer());
    CHECK(progress > last);
    last = progress;
  }
  CHECK(last >= 0);
  live.server.send(request("2", "ping"));
  CHECK(live.server.receive()["id"].integer() == 2);
}
