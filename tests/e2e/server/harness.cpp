// The harness itself, against programs that are known: what the other tests rely on.
#include <array>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

TEST_CASE("harness: a command's output, error output and exit status are told apart") {
  const CommandResult result =
      run_command({"sh", "-c", "cat; echo bad >&2; exit 3"}, {{"PATH", "/usr/bin:/bin"}}, "in");
  CHECK(result.output == "in");
  CHECK(result.error == "bad\n");
  CHECK(result.exit == ExitStatus{3, 0});
}

TEST_CASE("harness: a child that is forgotten is killed and reaped") {
  pid_t pid = 0;
  {
    const Child child({{"sleep", "1000"}, {{"PATH", "/usr/bin:/bin"}}});
    pid = child.pid();
    CHECK_FALSE(has_ended(pid));
    CHECK(children_of(getpid()) == std::vector<pid_t>{pid});
  }
  CHECK(has_ended(pid));
  CHECK(children_of(getpid()).empty());
}

TEST_CASE("harness: the private tmux is private, and gone afterwards") {
  pid_t server = 0;
  std::string socket;
  {
    const PrivateTmux tmux;
    CHECK(tmux.server_pid() == 0);
    tmux.start_job("job", "echo 'it'\"'\"'s on'");
    REQUIRE(tmux.shows("job", "it's on"));
    CHECK(tmux.session_names() == std::vector<std::string>{"job"});
    CHECK(tmux.must({"show-options", "-gv", "history-limit"}) == "2000");
    server = tmux.server_pid();
    socket = tmux.socket();
    CHECK(access(socket.c_str(), F_OK) == 0);
  }
  CHECK(has_ended(server));
  CHECK(access(socket.c_str(), F_OK) != 0);
}

TEST_CASE("harness: the tmux that the caller chose is the one that serves, and the one that is found") {
  const char* const chosen = std::getenv("SESSIONS_MCP_TEST_TMUX");
  const std::string program = chosen == nullptr ? "tmux" : std::string(chosen) + "/tmux";
  const PrivateTmux tmux;
  const CommandResult version = run_command({program, "-V"}, tmux.environment());
  tmux.start_job("job", "echo here");
  CHECK("tmux " + tmux.must({"display-message", "-p", "#{version}"}) + "\n" == version.output);
  const CommandResult found = run_command({"sh", "-c", "tmux -V; command -v tmux"}, tmux.environment());
  CHECK(found.output.starts_with(version.output));
  if (chosen != nullptr) CHECK(found.output.ends_with("\n" + program + "\n"));
}

TEST_CASE("harness: a test that is killed leaves neither its tmux nor its directory behind") {
  const FdPair told = pipe_from_child();
  const pid_t test = fork();
  if (test == 0) {  // as a test of its own, which tells us its socket and then never ends by itself
    const PrivateTmux tmux;
    tmux.start_job("job", "echo here");
    const std::string line = std::to_string(tmux.server_pid()) + " " + tmux.socket() + "\n";
    if (write(told.theirs.get(), line.data(), line.size()) > 0) pause();
    _exit(1);
  }
  std::array<char, 256> line{};
  REQUIRE(read(told.ours.get(), line.data(), line.size() - 1) > 0);
  std::istringstream words(line.data());
  pid_t server = 0;
  std::string socket;
  words >> server >> socket;
  CHECK_FALSE(has_ended(server));
  kill(test, SIGKILL);
  waitpid(test, nullptr, 0);
  CHECK(wait_until([&] { return has_ended(server) && access(socket.c_str(), F_OK) != 0; }));
  CHECK(wait_until([&] { return access(socket.substr(0, socket.find("/tmux-")).c_str(), F_OK) != 0; }));
}

TEST_CASE("harness: attached clients are counted by tmux") {
  const PrivateTmux tmux;
  tmux.start_job("watched", "echo here");
  const AttachedClient one(tmux, "watched");
  const AttachedClient two(tmux, "watched");
  CHECK(tmux.must({"list-sessions", "-F", "#{session_attached}"}) == "2");
}

TEST_CASE("harness: the fake tmux spoils one command and passes on the others") {
  const PrivateTmux tmux;
  tmux.start_job("real", "echo here");
  const FakeTmux fake("capture-pane", "echo garbage; exit 1");
  const Environment environment = fake.environment(tmux.environment());
  const auto run = [&](const std::string& words) { return run_command({"sh", "-c", words}, environment); };
  CHECK(run("tmux list-sessions -F '#{session_name}'").output == "real\n");
  CHECK(run("tmux capture-pane -p").output == "garbage\n");
  CHECK(run("tmux display-message -p x \\; capture-pane -p").exit == ExitStatus{1, 0});
}

TEST_CASE("harness: JSON is read and compared as JSON, and written so that it reads back") {
  const std::string text =
      object("a", std::string("\"\\\n\x01 né"), "b", 5, "c", false, "d", Raw{"[1,null]"});
  const Json json = Json::parse(text);
  CHECK(json["a"].string() == "\"\\\n\x01 né");
  CHECK(json["b"].integer() == 5);
  CHECK_FALSE(json["c"].boolean());
  CHECK(json["d"][1].kind() == Json::Kind::null);
  CHECK_FALSE(json["d"][2]["x"].exists());
  CHECK(json == Json::parse(R"({"c":false,"d":[1,null],"b":5,"a":"\"\\\n\u0001 né"})"));
  CHECK_FALSE(json == Json::parse(R"({"c":false,"d":[1,null],"b":6,"a":"\"\\\n\u0001 né"})"));
  CHECK_THROWS(Json::parse("{} x"));
  CHECK_THROWS(json["a"].integer());
}

TEST_CASE("harness: requests are JSON of the shape that each era wants") {
  const Json old = Json::parse(call_request("7", "capture_pane", object("name", "x")));
  CHECK(old["id"].integer() == 7);
  CHECK(old["params"]["arguments"]["name"].string() == "x");
  const Json stateless = Json::parse(stateless_call_request("\"a\"", "capture_pane"));
  CHECK(stateless["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"].string() == kStateless);
  CHECK(stateless["params"]["name"].string() == "capture_pane");
  CHECK_FALSE(Json::parse(notification("notifications/initialized"))["id"].exists());
}

namespace {

/// Which failure is to be played, by the next test that the next test starts; empty in that one itself.
constexpr const char* kFailure = "SESSIONS_MCP_TEST_FAILURE";

void fail_by(std::string_view failure) {
  LiveServer live;
  live.tmux.start_job("seen", "echo what the pane showed");
  REQUIRE(live.tmux.shows("seen", "what the pane showed"));
  CHECK(live.server.ask("\"said-last\"", request("\"said-last\"", "ping"))["result"].exists());
  ServerOptions options;
  options.environment = live.tmux.environment();
  options.arguments = {"--unknown"};  // which it complains of
  ServerProcess other(options);
  CHECK(other.child().wait().has_value());
  if (failure == "CHECK") CHECK(false);
  if (failure == "REQUIRE") REQUIRE(live.tmux.session_names().empty());
  if (failure == "exception") (void)other.receive_line();
}

}  // namespace

TEST_CASE("harness: a failing test tells what the servers said and what the panes showed") {
  if (const char* const failure = std::getenv(kFailure); failure != nullptr) return fail_by(failure);
  Environment environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    environment.emplace(text.substr(0, text.find('=')), text.substr(text.find('=') + 1));
  }
  for (const char* failure : {"CHECK", "REQUIRE", "exception", "none"}) {
    environment[kFailure] = failure;
    const CommandResult result =
        run_command({"/proc/self/exe", "harness: a failing test tells*"}, environment, {}, kPatience * 3);
    INFO(failure << ":\n" << result.output << result.error);
    const bool fails = failure != std::string_view("none");
    CHECK((result.exit == ExitStatus{}) == !fails);
    for (const char* told : {"running s", ":\nwhat the pane showed\n", R"({"jsonrpc":"2.0","id":"said-last")",
                             "unknown option"}) {
      CHECK((result.error.find(told) != std::string::npos) == fails);
    }
  }
}

TEST_CASE("harness: a stopped process goes on when the guard ends") {
  Child child({{"cat"}, {{"PATH", "/usr/bin:/bin"}}});  // its input is /dev/null: it ends as soon as it runs
  { const Stopped stopped(child.pid()); }
  CHECK(child.wait() == ExitStatus{});
}
