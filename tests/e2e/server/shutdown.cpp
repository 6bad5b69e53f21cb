// End of input, signals, and clients that go away.
#include <csignal>

#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A server that has a call under way which will not end by itself.
struct BusyServer {
  explicit BusyServer(std::string_view script)
      : fake("*", script), server({fake.environment(tmux.environment()), {}}) {
    server.send(stateless_call_request("1", "list_sessions"));
    REQUIRE(wait_until([&] { return !children_of(server.pid()).empty(); }));
  }
  PrivateTmux tmux;
  FakeTmux fake;
  ServerProcess server;
};

void check_ends_by(int signal_number, std::string_view script) {
  BusyServer busy(script);
  const std::vector<pid_t> children = children_of(busy.server.pid());
  busy.server.child().signal(signal_number);
  // After ten seconds the call would end by its own deadline.
  REQUIRE(busy.server.child().wait(seconds(8) / slowness()).has_value());
  CHECK(wait_until([&] { return std::all_of(children.begin(), children.end(), has_ended); }));
}

}  // namespace

TEST_CASE("shutdown: end of input with 20 calls in flight answers them all, then exits with 0") {
  LiveServer live;
  live.tmux.start_job("job", "seq 3000", 5000);
  REQUIRE(live.tmux.shows("job", "3000"));
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests +=
        stateless_call_request(std::to_string(i), "capture_pane", object("name", "job", "lines", 1000)) +
        "\n";
  }
  live.server.send_bytes(requests);
  CHECK(live.server.finish(kPatience * 2) == ExitStatus{});
  std::vector<bool> answered(20);
  for (const std::string& line : live.server.unread()) {
    const Json reply = Json::parse(line);
    CHECK(text_of(reply["result"]).ends_with("\n2999\n3000"));
    answered[static_cast<std::size_t>(reply["id"].integer())] = true;
  }
  CHECK(live.server.unread().size() == 20);
  CHECK(std::all_of(answered.begin(), answered.end(), [](bool done) { return done; }));
}

TEST_CASE("shutdown: an idle server exits at once with 0 at the end of its input") {
  const PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {}});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("shutdown: SIGTERM and SIGINT end an idle server within 2 s") {
  for (const int signal_number : {SIGTERM, SIGINT}) {
    const PrivateTmux tmux;
    ServerProcess server({tmux.environment(), {}});
    CHECK(server.ask("1", request("1", "ping"))["result"].exists());
    server.child().signal(signal_number);
    CHECK(server.child().wait(seconds(2)).has_value());
  }
}

TEST_CASE("shutdown: SIGTERM ends a busy server within 2 s, and its child") {
  check_ends_by(SIGTERM, "exec sleep 100000");
}

TEST_CASE("shutdown: SIGINT ends a busy server within 2 s, and its child") {
  check_ends_by(SIGINT, "exec sleep 100000");
}

TEST_CASE("shutdown: SIGTERM ends a server within 2 s whose child refuses SIGTERM, and that child") {
  check_ends_by(SIGTERM, "trap '' TERM INT; exec sleep 100000");
}

TEST_CASE("shutdown: SIGINT and SIGTERM right after each other end it, too") {
  BusyServer busy("exec sleep 100000");
  busy.server.child().signal(SIGINT);
  busy.server.child().signal(SIGTERM);
  CHECK(busy.server.child().wait(seconds(2)).has_value());
}

TEST_CASE("shutdown: a client that has closed its end of stdout does not kill the server by SIGPIPE") {
  const PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {}});
  CHECK(server.ask("1", request("1", "ping"))["result"].exists());
  server.close_output();
  (void)server.send_without_reading(request("2", "ping") + "\n", seconds(1));
  const auto exit = server.child().wait();
  REQUIRE(exit.has_value());
  CHECK(exit->signal == 0);
}

TEST_CASE("shutdown: the sessions outlive the server") {
  const PrivateTmux tmux;
  {
    ServerProcess server({tmux.environment(), {}});
    CHECK_FALSE(is_error(server.call("new_session", object("name", "stays", "command", "echo still here"))));
    CHECK(server.finish() == ExitStatus{});
  }
  CHECK(tmux.shows("stays", "\nstill here"));
}

TEST_CASE("shutdown: tmux's server inherits none of our descriptors") {
  LiveServer live;
  live.ok("new_session", object("name", "first"));
  // If it held our stdout, the end of our output would never come: finish() waits for just that.
  CHECK(live.server.finish() == ExitStatus{});
  CHECK(live.tmux.session_names() == std::vector<std::string>{"first"});
}

TEST_CASE("shutdown: a standard descriptor that is closed from the start is a clear error") {
  const auto started = [](const std::string& redirection) {
    return run_command({"/bin/sh", "-c", "exec \"$0\" " + redirection, server_binary()},
                       {{"PATH", "/usr/bin:/bin"}}, request("1", "ping") + "\n");
  };
  const auto no_input = started("<&-");
  CHECK(no_input.exit == ExitStatus{1, 0});
  CHECK(no_input.error.find("cannot read file descriptor 0") != std::string::npos);
  const auto no_output = started(">&-");
  CHECK(no_output.exit == ExitStatus{1, 0});
  CHECK(no_output.error.find("cannot write to file descriptor 1") != std::string::npos);
  const auto no_error = started("2>&-");
  CHECK(no_error.exit == ExitStatus{});
  CHECK(no_error.output.find("\"result\":{}") != std::string::npos);
}
