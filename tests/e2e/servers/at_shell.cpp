// The commands for people take the same names.
#include "support/contains.hpp"
#include "support/e2e/several_servers.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;

namespace {

CommandResult run(const SeveralServers& several, const std::vector<std::string>& words) {
  std::vector<std::string> all = several.with(words);
  all.insert(all.begin(), server_binary());
  return run_command(all, several.tmux.environment(), {}, kPatience * 2);
}

}  // namespace

TEST_CASE("servers: at a shell, the names of all, and calls, runs and waits by them") {
  const SeveralServers several;
  several.start_one_each();
  CHECK(run(several, {"list"}).output == "one\nb:two\nc:three\n");
  const auto from_variable =
      run_command({server_binary(), "list"},
                  merged(several.tmux.environment(),
                         {{"SESSIONS_MCP_SERVERS", "x=" + several.socket_b() + ",y=local:cc"}}));
  CHECK(from_variable.output == "one\nx:two\ny:three\n");
  const auto ran = run(several, {"run", "b:two", "--", "echo out; exit 3"});
  CHECK(ran.output == "out\n");
  CHECK(ran.exit.status == 3);
  CHECK(run(several, {"call", "run_command", "name=c:three", "command=echo hi"}).output == "hi\n");
  const auto started =
      run(several, {"call", "run_command", "name=b:two", "command=sleep 0.5; exit 5", "wait=false"});
  const std::string job = Json::parse(started.error.substr(0, started.error.find('\n')))["job"].string();
  CHECK_THAT(job, StartsWith("b:%"));
  CHECK(run(several, {"wait", "--job", job}).exit.status == 5);
  CHECK(run(several, {"wait", "b:two"}).exit.status == 0);
  const auto none = run(several, {"call", "capture_pane", "name=x:two"});
  CHECK(none.exit.status == 1);
  CHECK_THAT(none.error, Contains("there is no server \"x\""));
  // What is advised names the servers, too.
  const auto late = run(several, {"run", "--timeout", "1", "b:two", "--", "sleep 1000"});
  CHECK(late.exit.status == 124);
  CHECK_THAT(late.error,
             Contains("--server 'b=" + several.socket_b() + "' --server 'c=local:cc' wait --job b:%"));
}

TEST_CASE("servers: at a shell, the sessions of all are listed and killed where they are") {
  const SeveralServers several;
  several.start_one_each();
  const auto listed = run(several, {"sessions"});
  CHECK_THAT(listed.output, StartsWith("one\t") && Contains("\nb:two\t") && Contains("\nc:three\t"));
  several.on("", {"kill-session", "-t", "=one"});
  const auto killed = run(several, {"sessions", "--kill", "--yes"});
  CHECK_THAT(killed.output, Contains("b:two: killed") && Contains("c:three: killed"));
  CHECK(run(several, {"list"}).output.empty());
}

TEST_CASE("servers: at a shell, one that is stopped is told, and the others are listed") {
  const SeveralServers several;
  several.start_one_each();
  const Stopped stopped(several.pid_of("b"));
  for (const char* const command : {"list", "sessions"}) {
    CAPTURE(command);
    const auto listed = run(several, {command});
    CHECK(listed.exit.status == 1);
    CHECK_THAT(listed.output, StartsWith("one") && Contains("\nc:three") && !Contains("two"));
    CHECK_THAT(listed.error, StartsWith("sessions-mcp: b: "));
  }
}

TEST_CASE("servers: doctor has a section for each") {
  const SeveralServers several;
  several.start("b", "two");
  const auto told = run(several, {"doctor"});
  const auto b = told.output.find("\nserver b=" + several.socket_b() + "\n");
  const auto c = told.output.find("\nserver c=local:cc\n");
  REQUIRE((b != std::string::npos && c != std::string::npos));
  const std::string of_b = told.output.substr(b, c - b);
  CHECK_THAT(of_b, Contains("reachable, 1 session") && Contains("request time") && Contains("history-limit"));
  CHECK_THAT(told.output.substr(c), Contains("no server is running"));
  CHECK(told.exit.status == 0);
  const Stopped stopped(several.pid_of("b"));
  const auto ill = run(several, {"--timeout", "1", "doctor"});
  CHECK(ill.exit.status == 1);
  CHECK_THAT(ill.output.substr(ill.output.find("\nserver b=")),
             Contains("FAIL  server") && Contains("kill -CONT"));
}

TEST_CASE("servers: where there is no ssh program, it is said what to install") {
  const PrivateTmux tmux;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--host", "gpu1", "list"},
        {"--server", "g=ssh:gpu1:/tmp/sock", "call", "list_sessions"}}) {
    std::vector<std::string> all = words;
    all.insert(all.begin(), server_binary());
    const auto result = run_command(all, merged(tmux.environment(), {{"PATH", tmux / "nothing"}}));
    CHECK_THAT(result.error + result.output, Contains("Install OpenSSH's client"));
  }
}
