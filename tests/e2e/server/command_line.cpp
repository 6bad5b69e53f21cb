// The program for people: call, tools, doctor, options and their environment variables.
#include <csignal>
#include <filesystem>
#include <sys/stat.h>

#include "support/e2e/live_server.hpp"
#include "support/holds.hpp"

using namespace smcp::test;

namespace {

CommandResult run(const Environment& environment, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), server_binary());
  return run_command(arguments, environment, {}, kPatience * 2);
}

}  // namespace

TEST_CASE("command line: call goes through the same handlers, text on stdout") {
  const PrivateTmux tmux;
  const auto call = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "call");
    return run(tmux.environment(), arguments);
  };
  CommandResult made = call({"new_session", "name=b8-c1", "command=seq 1 100; echo a=b"});
  INFO(made.error);
  CHECK(made.exit == ExitStatus{});
  CHECK(Json::parse(made.output)["command"].string() == "seq 1 100; echo a=b");
  REQUIRE(tmux.shows("b8-c1", "\na=b"));
  const CommandResult captured = call({"capture_pane", "name=b8-c1", "lines=4"});
  CHECK(captured.exit == ExitStatus{});
  CHECK(captured.output.starts_with("99\n100\na=b\n"));
  CHECK(Json::parse(call({"has_session", "name=b8-c1"}).output)["exists"].boolean());
  const CommandResult found = call({"search_output", "pattern=^a=b$", "names=b8-c1", "names=b8-c1"});
  CHECK(found.output.find("b8-c1:-") != std::string::npos);
  CHECK(holds(call({"has_session", "name=a", "name=b"}).error, "name was given twice"));
  CHECK_FALSE(Json::parse(call({"has_session", "--json", R"({"name":"b8"})"}).output)["exists"].boolean());
  CHECK(call({"send_keys", "name=b8-c1", "keys=exit", "enter=true"}).exit == ExitStatus{});
  CHECK(wait_until([&] { return tmux.session_names().empty(); }));
}

TEST_CASE("command line: an error goes to stderr, with exit 1") {
  const PrivateTmux tmux;
  const CommandResult missing = run(tmux.environment(), {"call", "kill_session", "name=nobody"});
  CHECK(missing.exit == ExitStatus{1, 0});
  CHECK(missing.output.empty());
  CHECK(holds(missing.error, "session \"nobody\" does not exist"));
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"call"},
                                                {"call", "no_such_tool"},
                                                {"call", "capture_pane", "name"},
                                                {"call", "capture_pane", "name=x", "lines=many"},
                                                {"call", "capture_pane", "--json", "{"},
                                                {"no-such-command"}}) {
    const CommandResult result = run(tmux.environment(), wrong);
    INFO(wrong.back() << ": " << result.error);
    CHECK(result.exit.status != 0);
    CHECK(result.exit.signal == 0);
    CHECK(result.output.empty());
    CHECK_FALSE(result.error.empty());
  }
}

TEST_CASE("command line: tools, --help and --version") {
  const PrivateTmux tmux;
  const CommandResult tools = run(tmux.environment(), {"tools"});
  CHECK(tools.exit == ExitStatus{});
  for (const char* word : {"list_sessions", "has_session", "list_windows", "capture_pane", "new_session",
                           "send_keys", "kill_session", "lines", "enter", "command", "cwd"}) {
    INFO(word);
    CHECK(holds(tools.output, word));
  }
  const CommandResult version = run(tmux.environment(), {"--version"});
  CHECK(version.exit == ExitStatus{});
  CHECK(version.output.starts_with("sessions-mcp "));
  const CommandResult help = run(tmux.environment(), {"--help"});
  CHECK(help.exit == ExitStatus{});
  for (const char* word :
       {"call", "wait", "exit status", "watch", "list", "tools", "doctor", "-L", "-S", "--timeout",
        "SESSIONS_MCP_TIMEOUT", "SESSIONS_MCP_", "--json", "--tools", "SESSIONS_MCP_TOOLS"}) {
    INFO(word);
    CHECK(holds(help.output, word));
  }
}

TEST_CASE("command line: an unknown option is an error with the nearest right one") {
  const PrivateTmux tmux;
  for (const auto& [wrong, right] :
       {std::pair{"--versoin", "--version"}, {"--hlep", "--help"}, {"--timeuot=5", "--timeout"}}) {
    const CommandResult result = run(tmux.environment(), {wrong});
    INFO(result.error);
    CHECK(result.exit.status != 0);
    CHECK(result.output.empty());
    CHECK(holds(result.error, right));
  }
  const CommandResult timeout = run(tmux.environment(), {"--timeout", "soon"});
  CHECK(timeout.exit.status != 0);
  CHECK(holds(timeout.error, "timeout"));
}

TEST_CASE("command line: doctor says what is all right") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const CommandResult doctor = run(tmux.environment(), {"doctor"});
  INFO(doctor.output << doctor.error);
  CHECK(doctor.exit == ExitStatus{});
  for (const std::string& word :
       {std::string("tmux"), std::string("/tmux"), tmux.socket(), std::string("history")}) {
    INFO(word);
    CHECK(holds(doctor.output, word));
  }
}

TEST_CASE("command line: doctor says which tools are offered if these are not all") {
  const PrivateTmux tmux;
  CHECK(holds(run(tmux.environment(), {"--tools", "core", "doctor"}).output,
              "core: tools for windows and panes"));
  CHECK_FALSE(holds(run(tmux.environment(), {"doctor"}).output, "core:"));
  const CommandResult refused = run(tmux.environment(), {"--tools", "some"});
  CHECK(refused.exit.status != 0);
  CHECK(holds(refused.error, "--tools must be all or core"));
}

TEST_CASE("command line: doctor says which engine serves, and why") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const auto engine_line = [&](std::vector<std::string> arguments) {
    arguments.emplace_back("doctor");
    const std::string output = run(tmux.environment(), arguments).output;
    const auto at = output.find("engine ");
    return at == std::string::npos ? output : output.substr(at, output.find('\n', at) - at);
  };
  CHECK(holds(engine_line({"--engine=auto"}), "socket: direct connections to the server (--engine=auto)"));
  CHECK(holds(engine_line({"--engine=socket"}), "(--engine=socket)"));
  CHECK(holds(engine_line({"--engine=child"}), "child: one tmux child process per request (--engine=child)"));
}

TEST_CASE("command line: doctor names what of the environment is not handed on, and no value") {
  const PrivateTmux tmux;
  const auto line = [&](const Environment& more, std::vector<std::string> arguments) {
    // The harness may hand the engine on.
    for (const char* word : {"--keep-env", "SESSIONS_MCP_ENGINE", "doctor"}) arguments.emplace_back(word);
    const std::string output = run(merged(tmux.environment(), more), arguments).output;
    CHECK_FALSE(holds(output, "sk-secret"));
    const auto at = output.find("environment ");
    return at == std::string::npos ? output : output.substr(at, output.find('\n', at) - at);
  };
  const Environment theirs = {{"ANTHROPIC_API_KEY", "sk-secret"},
                              {"CLAUDECODE", "1"},
                              {"VIRTUAL_ENV", "/v"},
                              {"SESSIONS_MCP_TIMEOUT", "9"},
                              {"PATH", "/v/bin:" + tmux.environment().at("PATH")}};
  CHECK(holds(line(theirs, {}),
              "ANTHROPIC_API_KEY, CLAUDECODE, SESSIONS_MCP_TIMEOUT, VIRTUAL_ENV, and in "
              "PATH /v/bin"));
  const std::string kept = line(theirs, {"--keep-env", "CLAUDECODE", "--keep-env", "VIRTUAL_ENV"});
  CHECK(holds(kept, "ANTHROPIC_API_KEY, SESSIONS_MCP_TIMEOUT."));
  CHECK_FALSE(holds(kept, "CLAUDECODE"));
  CHECK_FALSE(holds(kept, "/v/bin"));
  CHECK(holds(line({}, {}), "all of it"));
}

TEST_CASE("command line: doctor without a server works and starts none, and without tmux it exits with 1") {
  const PrivateTmux tmux;
  const CommandResult idle = run(tmux.environment(), {"doctor"});
  INFO(idle.output << idle.error);
  CHECK(idle.exit == ExitStatus{});
  CHECK_FALSE(std::filesystem::exists(tmux.socket()));
  const CommandResult missing = run(merged(tmux.environment(), {{"PATH", "/nonexistent"}}), {"doctor"});
  CHECK(missing.exit == ExitStatus{1, 0});
  CHECK(holds(missing.output + missing.error, "tmux is not installed"));
}

TEST_CASE("command line: -L and -S, and their variables, choose the server as tmux does") {
  const PrivateTmux tmux;
  const std::string path = tmux / "own.sock";
  const auto make = [&](const Environment& environment, std::vector<std::string> options,
                        const std::string& name) {
    for (const std::string& word : {std::string("call"), std::string("new_session"), "name=" + name})
      options.push_back(word);
    const CommandResult result = run(environment, options);
    INFO(result.error);
    REQUIRE(result.exit == ExitStatus{});
  };
  const auto sessions = [&](std::vector<std::string> flags) {
    for (const char* word : {"list-sessions", "-F", "#{session_name}"}) flags.emplace_back(word);
    return tmux.run(flags).output;
  };
  make(tmux.environment(), {"-L", "other"}, "by-name");
  make(tmux.environment(), {"-S", path}, "by-path");
  make(merged(tmux.environment(), {{"SESSIONS_MCP_SOCKET_NAME", "other"}}), {}, "by-name-variable");
  make(merged(tmux.environment(), {{"SESSIONS_MCP_SOCKET_PATH", path}}), {}, "by-path-variable");
  make(merged(tmux.environment(), {{"TMUX", path + ",1,0"}, {"TMUX_PANE", "%0"}}), {}, "from-inside");
  CHECK(sessions({"-L", "other"}) == "by-name\nby-name-variable\n");
  CHECK(sessions({"-S", path}) == "by-path\nby-path-variable\nfrom-inside\n");
  CHECK(tmux.server_pid() == 0);  // the default one was never started
}

TEST_CASE("command line: a result that cannot be written is an error") {
  const PrivateTmux tmux;
  for (const char* const words :
       {"call list_sessions", "tools", "doctor", "--help", "help wait_for", "--version"}) {
    INFO(words);
    const CommandResult full =
        run_command({"/bin/sh", "-c", "exec \"$0\" " + std::string(words) + " >/dev/full", server_binary()},
                    tmux.environment());
    CHECK(full.exit == ExitStatus{1, 0});
    CHECK(holds(full.error, "cannot write the result"));
  }
}

TEST_CASE("command line: doctor says where no server can be started") {
  const PrivateTmux tmux;
  const auto doctor = [&](std::vector<std::string> arguments, const Environment& more = {}) {
    arguments.emplace_back("doctor");
    CommandResult result = run(merged(tmux.environment(), more), arguments);
    CHECK(result.exit == ExitStatus{1, 0});
    return result.output;
  };
  CHECK(holds(doctor({"-S", tmux / "nowhere/socket"}),
              "/nowhere/socket cannot be created: the folder " + (tmux / "nowhere") + " does not exist"));
  write_file(tmux / "file", "");
  CHECK(holds(doctor({"-S", tmux / "file"}),
              "is a file, not the socket of a tmux server. Check -S, -L and $TMUX."));
  // /proc is a folder in which nobody makes any, not even root; only root is let into its access check.
  if (::geteuid() != 0)
    CHECK(holds(doctor({}, {{"TMUX_TMPDIR", "/proc"}}), "the folder /proc is not writable"));
}

TEST_CASE("command line: doctor goes on without a tmux program") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const CommandResult there =
      run(merged(tmux.environment(), {{"PATH", "/nonexistent"}}), {"--engine=auto", "doctor"});
  INFO(there.output);
  CHECK(there.exit == ExitStatus{1, 0});
  CHECK(holds(there.output, "tmux is not installed"));
  CHECK(holds(there.output, "reachable, 1 session"));
}

TEST_CASE("command line: doctor's sentences end before the next begins") {
  const PrivateTmux tmux;
  tmux.start_job("job", "echo here");
  const Stopped stopped(tmux.server_pid());
  const CommandResult silent = run(tmux.environment(), {"--timeout=0.001", "doctor"});
  CHECK(silent.exit == ExitStatus{1, 0});
  CHECK(holds(silent.output, "did not answer within 1 ms (is its server stopped or overloaded?). "));
  CHECK(holds(silent.output, "may still happen. If the server is stopped, find its pid"));
}

TEST_CASE("command line: invalid JSON and JSON that is not an object have different errors") {
  const PrivateTmux tmux;
  const auto error_of = [&](const std::string& json) {
    return run(tmux.environment(), {"call", "has_session", "--json", json}).error;
  };
  for (const char* const broken : {"{", "", "{\"name\":}", "{} {}"}) {
    INFO(broken);
    CHECK(holds(error_of(broken), "not valid JSON"));
  }
  CHECK(holds(error_of("[]"), "arguments must be an object"));
}

TEST_CASE("command line: a signal ends a call, which leaves nothing behind, and is what it exits with") {
  const PrivateTmux tmux;
  tmux.start_job("other", "echo here");
  // Its shell is never ready, so that the session stays half made.
  write_file(tmux / "shell", "#!/bin/sh\nexec sleep 100000\n");
  REQUIRE(::chmod((tmux / "shell").c_str(), 0755) == 0);
  tmux.must({"set-option", "-g", "default-shell", tmux / "shell"});
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    INFO(signal);
    Child call({{server_binary(), "call", "new_session", "name=job", "command=ls"}, tmux.environment()});
    REQUIRE(wait_until([&] { return tmux.run({"has-session", "-t", "=job"}).exit == ExitStatus{}; }));
    call.signal(signal);
    CHECK(call.wait(kPatience) == ExitStatus{128 + signal, 0});
    CHECK_FALSE(tmux.run({"has-session", "-t", "=job"}).exit == ExitStatus{});
  }
}
