// The socket engine as users meet it: no tmux process, invisible to others, and clear about a server that
// goes.
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// The environment in which every `tmux` that is run fails, for an engine that must not run any.
struct NoTmuxPrograms {
  explicit NoTmuxPrograms(const std::string& engine) : fake("*", "echo 'a tmux was run' >&2; exit 7") {
    environment = fake.environment({{"PATH", "/usr/local/bin:/usr/bin:/bin"}});
    environment["SESSIONS_MCP_ENGINE"] = engine;
  }
  FakeTmux fake;
  Environment environment;
};

}  // namespace

TEST_CASE("engines: with a server running, no tool runs a tmux program") {
  const auto* const engine = GENERATE("auto", "socket");
  const NoTmuxPrograms none(engine);
  LiveServer live({}, none.environment);
  live.tmux.start_job("job", "seq 300");
  REQUIRE(live.shows("job", "300"));
  CHECK(live.ok("list_sessions")["count"].integer() == 1);
  CHECK(live.ok("has_session", object("name", "job"))["exists"].boolean());
  CHECK(live.ok("list_windows", object("name", "job"))["count"].integer() == 1);
  CHECK(live.ok("new_session", object("name", "new", "command", "echo made it"))["status"].string() ==
        "running");
  CHECK(live.shows("new", "\nmade it"));
  CHECK(live.ok("send_keys", object("name", "new", "keys", "echo $((6*7)) typed"))["enter"].boolean());
  CHECK(live.shows("new", "\n42 typed"));
  CHECK(live.ok("kill_session", object("name", "new"))["killed"].boolean());
  CHECK_FALSE(live.ok("has_session", object("name", "new"))["exists"].boolean());
}

TEST_CASE("engines: auto starts the server by the tmux program, socket says that it cannot") {
  SECTION("auto") {
    LiveServer live({"--engine=auto"});
    CHECK(live.ok("list_sessions")["count"].integer() == 0);
    CHECK(live.ok("new_session", object("name", "job"))["status"].string() == "running");
    CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
  }
  SECTION("socket") {
    LiveServer live({"--engine=socket"});
    CHECK(live.ok("list_sessions")["count"].integer() == 0);
    CHECK_FALSE(live.ok("has_session", object("name", "job"))["exists"].boolean());
    CHECK(live.error("new_session", object("name", "job"))
              .find("only the tmux program can start one: use --engine=auto") != std::string::npos);
    CHECK(live.tmux.server_pid() == 0);
  }
}

TEST_CASE("engines: a folder in which others could have put a server is refused, as tmux refuses it") {
  const auto* const engine = GENERATE("auto", "socket", "child");
  LiveServer live({"--engine", engine});
  live.tmux.start_job("job", "echo secret");
  const std::string folder = std::filesystem::path(live.tmux.socket()).parent_path();
  std::filesystem::permissions(folder, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const std::string said = live.error("list_sessions");
  INFO(said);
  // tmux up to 3.1, as child, words it as an error of mkdir's.
  CHECK((said.find("directory " + folder + " has unsafe permissions") != std::string::npos ||
         said.find("error creating " + folder + " (Permission denied)") != std::string::npos));
  CHECK(is_error(live.server.call("capture_pane", object("name", "job"))));
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  CHECK(live.ok("list_sessions")["count"].integer() == 1);
}

TEST_CASE("engines: a request is seen by nobody: no client, no activity, no hook") {
  LiveServer live({"--engine=socket"});
  live.tmux.start_job("job", "seq 30");
  REQUIRE(live.shows("job", "30"));
  const std::string mark = live.tmux / "hook";
  for (const char* hook :
       {"client-attached", "client-detached", "client-session-changed", "session-window-changed"})
    live.tmux.must({"set-hook", "-g", hook, "run-shell 'echo " + std::string(hook) + " >> " + mark + "'"});
  const auto fired = [&](const char* hook) { return read_file(mark).find(hook) != std::string::npos; };
  std::ofstream(mark, std::ios::app).close();
  {
    const AttachedClient person(live.tmux, "job");
    CHECK(wait_until([&] { return fired("client-attached") && fired("client-session-changed"); }));
  }
  const bool tells_of_the_lost = live.tmux.version() >= TmuxVersion{3, 3};  // 3.1 tells of those that detach
  REQUIRE(wait_until([&] {
    return live.tmux.must({"list-clients"}).empty() && (!tells_of_the_lost || fired("client-detached"));
  }));
  const std::string times =
      "#{session_activity} #{session_last_attached} #{window_activity} #{session_attached}";
  const std::string before = live.tmux.must({"display-message", "-p", "-t", "=job:", times});
  // What touches a time from here on shows: it is another second.
  const std::time_t when = std::time(nullptr);
  REQUIRE(wait_until([&] { return std::time(nullptr) > when; }));
  const std::string hooks_before = read_file(mark);
  for (int i = 0; i < 50; ++i) {
    (void)live.capture("job", 100);
    (void)live.ok("list_sessions");
  }
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=job:", times}) == before);
  CHECK(live.tmux.must({"list-clients"}).empty());
  // A hook of theirs would have come before this.
  live.tmux.must({"run-shell", "echo end >> " + mark});
  REQUIRE(wait_until([&] { return fired("end"); }));
  CHECK(read_file(mark) == hooks_before + "end\n");
}

TEST_CASE("engines: no request keeps a server alive that has nothing left to serve") {
  LiveServer live({"--engine=auto"});
  live.tmux.start_job("job", "seq 30");
  REQUIRE(live.shows("job", "30"));
  const pid_t server = live.tmux.server_pid();
  (void)live.ok("kill_session", object("name", "job"));
  CHECK(wait_until([&] { return has_ended(server); }));
  CHECK(live.ok("list_sessions")["count"].integer() == 0);
}

TEST_CASE("engines: a server that is killed while it is asked is noticed at once") {
  LiveServer live({"--engine=socket", "--timeout", "600"});
  live.tmux.start_job("job", "seq 30");
  REQUIRE(live.shows("job", "30"));
  const pid_t server = live.tmux.server_pid();
  const std::size_t idle = open_descriptors(live.server.pid());
  REQUIRE(::kill(server, SIGSTOP) == 0);
  live.server.send(stateless_call_request("1", "capture_pane", object("name", "job")));
  live.server.send(stateless_call_request("2", "list_sessions", "{}"));
  CHECK(wait_until([&] { return open_descriptors(live.server.pid()) == idle + 2; }));
  REQUIRE(::kill(server, SIGKILL) == 0);
  for (int i = 0; i < 2; ++i) {
    const Json reply = live.server.receive();
    if (reply["id"].integer() == 1) {
      CHECK(text_of(reply["result"]).starts_with("session \"job\" does not exist;"));
    } else {
      CHECK(reply["result"]["structuredContent"]["count"].integer() == 0);
    }
  }
}

TEST_CASE("engines: a file that is not a socket is reported, and left as it is") {
  const auto* const engine = GENERATE("auto", "socket", "child");
  const TempDir dir;
  const std::string file = dir / "precious";
  std::ofstream(file) << "data";
  LiveServer live({"--engine", engine, "-S", file});
  for (const auto* const tool : {"list_sessions", "has_session", "new_session", "kill_session"}) {
    const std::string arguments = std::string(tool) == "list_sessions" ? "{}" : object("name", "job");
    CHECK(live.error(tool, arguments).find(file + " is a file, not the socket of a tmux server") !=
          std::string::npos);
  }
  CHECK(read_file(file) == "data");
}

#if !defined(SESSIONS_MCP_SANITIZED)  // UBSan opens a pipe to look at a vptr, and takes none for a bad one
TEST_CASE("engines: few descriptors make calls wait for their turn, not fail") {
  const auto* const engine = GENERATE("auto", "child");
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  ServerProcess server({tmux.environment(),
                        {"-c", R"(ulimit -n 24; exec "$0" "$@")", server_binary(), "--engine", engine},
                        Channel::pipe,
                        Channel::pipe,
                        "/bin/sh"});
  constexpr int kCalls = 64;
  for (int i = 0; i < kCalls; ++i)
    server.send(stateless_call_request(std::to_string(i), "has_session", object("name", "job")));
  for (int i = 0; i < kCalls; ++i) {
    const Json result = server.receive()["result"];
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
    CHECK(result["structuredContent"]["exists"].boolean());
  }
  CHECK(server.finish() == ExitStatus{});
}
#endif
