#include "cli/options.hpp"

#include <cstdlib>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::cli;
using namespace std::chrono_literals;

namespace {

Result<Options> parse(std::vector<std::string> words) {
  words.insert(words.begin(), "sessions-mcp");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return parse_options(static_cast<int>(words.size()), argv.data());
}

std::string error_of(std::vector<std::string> words) {
  const auto options = parse(std::move(words));
  return options ? "" : options.error().message;
}

}  // namespace

TEST_CASE("the modes and their words") {
  CHECK(parse({}).value().mode == Mode::serve);
  CHECK(parse({"tools"}).value().mode == Mode::tools);
  CHECK(parse({"doctor"}).value().mode == Mode::doctor);
  CHECK(parse({"watch", "b8-c1"}).value().mode == Mode::watch);
  CHECK(parse({"watch", "b8-c1"}).value().session == "b8-c1");
  CHECK(parse({"--help"}).value().mode == Mode::help);
  CHECK(parse({"nonsense", "-h"}).value().mode == Mode::help);
  CHECK(parse({"help"}).value().mode == Mode::help);
  CHECK(parse({"version"}).value().mode == Mode::version);
  CHECK(parse({"-V"}).value().mode == Mode::version);
  const auto call = parse({"-L", "x", "call", "capture_pane", "name=b8-c1", "lines=50", "--timeout", "2.5"});
  REQUIRE(call);
  CHECK(call.value().mode == Mode::call);
  CHECK(call.value().tool == "capture_pane");
  CHECK(call.value().pairs == std::vector<std::string>{"name=b8-c1", "lines=50"});
  CHECK(call.value().endpoint.socket_name == "x");
  CHECK(call.value().timeout == 2500ms);
  CHECK(parse({"call", "x", "--json={}"}).value().json == "{}");
}

TEST_CASE("what is not understood is told with what is nearest") {
  CHECK(error_of({"--sokcet-path=/x"}).find("Did you mean --socket-path?") != std::string::npos);
  CHECK(error_of({"--sokcet"}).find("Did you mean --socket-") != std::string::npos);
  CHECK(error_of({"--timeuot", "3"}).find("unknown option --timeuot. Did you mean --timeout?") !=
        std::string::npos);
  CHECK(error_of({"-x"}).find("unknown option -x") != std::string::npos);
  CHECK(error_of({"instal"}).find("Did you mean install?") != std::string::npos);
  CHECK(error_of({"--zzzzzzzzz"}).find("Did you mean") == std::string::npos);
  CHECK(error_of({"-S"}).find("option -S needs a value") != std::string::npos);
  CHECK(error_of({"--tmux"}).find("option --tmux needs a value") != std::string::npos);
  CHECK(error_of({"-S", ""}).find("--socket-path must not be empty") != std::string::npos);
  CHECK(error_of({"--socket-name="}).find("--socket-name must not be empty") != std::string::npos);
  CHECK(error_of({"docter"}).find("Did you mean doctor?") != std::string::npos);
  CHECK(error_of({"foo"}) == "unknown command \"foo\". See sessions-mcp --help.");
  CHECK(error_of({"--colour=x"}).find("Did you mean") == std::string::npos);
  CHECK(error_of({"capture_pane", "name=x"}).find("Did you mean call capture_pane?") != std::string::npos);
  CHECK(error_of({"list_session"}).find("Did you mean call list_sessions?") != std::string::npos);
  CHECK(error_of({"wacth", "x"}).find("Did you mean watch?") != std::string::npos);
  CHECK(error_of({"watch"}).find("watch needs the name of one session") != std::string::npos);
  CHECK(error_of({"watch", "a", "b"}).find("watch needs the name of one session") != std::string::npos);
  CHECK(error_of({"call"}).find("call needs the name of a tool") != std::string::npos);
  CHECK(error_of({"tools", "x"}).find("takes no arguments") != std::string::npos);
  CHECK(error_of({"call", "x", "a=b", "--json", "{}"}).find("not both") != std::string::npos);
}

TEST_CASE("what would be passed over in silence is an error") {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--json={}"}, {"--json={}", "doctor"}, {"watch", "x", "--json={}"}}) {
    INFO(words.back());
    CHECK(error_of(words).starts_with("--json can only be used with call, not with "));
  }
  CHECK(
      error_of({"-L", "x", "-S", "/y"}).starts_with("give either --socket-name or --socket-path, not both."));
}

TEST_CASE("a time-out is a number of seconds within its bounds") {
  CHECK(parse({"--timeout", "0.001"}).value().timeout == 1ms);
  CHECK(parse({"--timeout", "3600"}).value().timeout == 3600s);
  for (const auto* bad : {"0", "-1", "3600.1", "x", "", "1s", "nan", "inf"}) {
    INFO(bad);
    CHECK(error_of({"--timeout", bad}).starts_with("--timeout must be"));
  }
}

TEST_CASE("an engine is one of three") {
  CHECK(parse({}).value().engine == tmux::EngineKind::automatic);
  CHECK(parse({"--engine", "auto"}).value().engine == tmux::EngineKind::automatic);
  CHECK(parse({"--engine=socket"}).value().engine == tmux::EngineKind::socket);
  CHECK(parse({"--engine=child"}).value().engine == tmux::EngineKind::child);
  CHECK(error_of({"--engine=native"}) ==
        "--engine must be auto, socket or child, not \"native\". See sessions-mcp --help.");
}

TEST_CASE("names of variables to keep are collected, and checked") {
  using Words = std::vector<std::string>;
  CHECK(parse({}).value().endpoint.keep_environment.empty());
  CHECK(parse({"--keep-env", "A", "--keep-env=_b1"}).value().endpoint.keep_environment == Words{"A", "_b1"});
  ::setenv("SESSIONS_MCP_KEEP_ENV", " A,PATH , C\t", 1);
  CHECK(parse({}).value().endpoint.keep_environment == Words{"A", "PATH", "C"});
  CHECK(parse({"--keep-env", "D"}).value().endpoint.keep_environment == Words{"D"});
  ::setenv("SESSIONS_MCP_KEEP_ENV", "A,B=c", 1);
  CHECK(
      error_of({}).starts_with("SESSIONS_MCP_KEEP_ENV: \"B=c\" is not the name of an environment variable"));
  ::unsetenv("SESSIONS_MCP_KEEP_ENV");
  for (const auto* bad : {"", "A,B", "VSCODE_*", "1", "TMUX", "TMUX_PANE"}) {
    INFO(bad);
    CHECK(error_of({"--keep-env", bad}).starts_with("--keep-env: "));
  }
}

TEST_CASE("environment variables stand for options that are not there") {
  ::setenv("SESSIONS_MCP_SOCKET_PATH", "/env", 1);
  ::setenv("SESSIONS_MCP_TIMEOUT", "7", 1);
  ::setenv("SESSIONS_MCP_TMUX", "/opt/tmux", 1);
  ::setenv("SESSIONS_MCP_ENGINE", "child", 1);
  CHECK(parse({}).value().engine == tmux::EngineKind::child);
  CHECK(parse({"--engine", "socket"}).value().engine == tmux::EngineKind::socket);
  CHECK(parse({}).value().endpoint.socket_path == "/env");
  CHECK(parse({}).value().endpoint.binary == "/opt/tmux");
  CHECK(parse({}).value().timeout == 7s);
  CHECK(parse({"--timeout=1"}).value().timeout == 1s);
  const auto named = parse({"-L", "n"});
  CHECK(named.value().endpoint.socket_name == "n");
  CHECK_FALSE(named.value().endpoint.socket_path);
  ::setenv("SESSIONS_MCP_TIMEOUT", "soon", 1);
  CHECK(error_of({}).starts_with("SESSIONS_MCP_TIMEOUT must be"));
  CHECK(error_of({"wait", "x", "--timeout=3"}).starts_with("SESSIONS_MCP_TIMEOUT must be"));
  ::setenv("SESSIONS_MCP_ENGINE", "steam", 1);
  CHECK(error_of({}).starts_with("SESSIONS_MCP_ENGINE must be"));
  for (const auto* name :
       {"SESSIONS_MCP_SOCKET_PATH", "SESSIONS_MCP_TIMEOUT", "SESSIONS_MCP_TMUX", "SESSIONS_MCP_ENGINE"})
    ::unsetenv(name);
}

TEST_CASE("acting on the own pane is allowed by its option or its variable, and by nothing else") {
  CHECK_FALSE(parse({}).value().allow_self);
  CHECK(parse({"--allow-self"}).value().allow_self);
  CHECK(parse({"--allow-self", "call", "list_sessions"}).value().allow_self);
  for (const auto& [value, allowed] : {std::pair("1", true), std::pair("0", false), std::pair("", false)}) {
    ::setenv("SESSIONS_MCP_ALLOW_SELF", value, 1);
    CHECK(parse({}).value().allow_self == allowed);
  }
  ::setenv("SESSIONS_MCP_ALLOW_SELF", "maybe", 1);
  CHECK(error_of({}).starts_with("SESSIONS_MCP_ALLOW_SELF must be 1 or 0, not \"maybe\"."));
  ::unsetenv("SESSIONS_MCP_ALLOW_SELF");
}

TEST_CASE("the variable for --json stands back behind KEY=VALUE") {
  ::setenv("SESSIONS_MCP_JSON", R"({"name":"q"})", 1);
  CHECK_FALSE(parse({"call", "has_session", "name=z"}).value().json);
  CHECK(parse({"call", "has_session"}).value().json == R"({"name":"q"})");
  ::unsetenv("SESSIONS_MCP_JSON");
}

TEST_CASE("an option belongs to its commands") {
  CHECK(error_of({"--pattern", "x", "tools"})
            .starts_with("--pattern can only be used with wait, not with tools."));
  CHECK(error_of({"--finished"}).starts_with("--finished can only be used with wait, not with the server."));
  CHECK(error_of({"call", "x", "--idle=3"})
            .starts_with("--idle can only be used with wait or sessions, not with call."));
}

TEST_CASE("wait is told for what, and for how long") {
  const auto wait = parse({"wait", "a", "--pattern=x", "--fail-pattern", "y", "--idle=3", "--timeout", "7",
                           "--lines=2", "--since=c", "--pane=%3", "--finished"})
                        .value();
  CHECK(wait.mode == Mode::wait);
  CHECK(wait.session == "a");
  CHECK(wait.wait.pattern == "x");
  CHECK(wait.wait.fail_pattern == "y");
  CHECK(wait.wait.idle == 3);
  CHECK(wait.wait.seconds == 7);
  CHECK(wait.timeout == 10s);  // the limit for a call is another one
  CHECK(wait.wait.lines == 2);
  CHECK(wait.wait.since == "c");
  CHECK(wait.wait.pane == "%3");
  CHECK(wait.wait.finished);
  CHECK_FALSE(parse({"wait", "a"}).value().wait.seconds);
  CHECK(parse({"wait", "--job=%3-x"}).value().wait.job == "%3-x");
  CHECK(parse({"wait", "a", "--job=%3-x"}).value().session == "a");
  CHECK(error_of({"wait"}).starts_with("wait needs the name of one session;"));
  CHECK(error_of({"wait", "a", "b", "--job=%3-x"}).starts_with("wait needs the name of one session;"));
  for (const char* other :
       {"--pattern=x", "--fail-pattern=x", "--finished", "--idle=1", "--since=x", "--pane=x"}) {
    INFO(other);
    CHECK(error_of({"wait", "--job=%3-x", other}).starts_with("--job cannot be combined with --"));
  }
}

TEST_CASE("which tools the server offers: all, unless the command line or the environment says core") {
  using tools::ToolSet;
  CHECK(parse({}).value().tool_set == ToolSet::all);
  CHECK(parse({"--tools", "core"}).value().tool_set == ToolSet::core);
  CHECK(parse({"--tools=all"}).value().tool_set == ToolSet::all);
  CHECK(error_of({"--tools", "few"}) == "--tools must be all or core, not \"few\". See sessions-mcp --help.");
  ::setenv("SESSIONS_MCP_TOOLS", "core", 1);
  CHECK(parse({}).value().tool_set == ToolSet::core);
  CHECK(parse({"--tools", "all"}).value().tool_set == ToolSet::all);
  ::setenv("SESSIONS_MCP_TOOLS", "x", 1);
  CHECK(error_of({}).find("not \"x\"") != std::string::npos);
  ::unsetenv("SESSIONS_MCP_TOOLS");
}

TEST_CASE("run takes the words behind -- as they are, options of others included") {
  const auto run =
      parse({"run", "--timeout=5", "a", "--pane", "%3", "--", "make", "-j8", "--pattern", "--"}).value();
  CHECK(run.mode == Mode::run);
  CHECK(run.session == "a");
  CHECK(run.command == std::vector<std::string>{"make", "-j8", "--pattern", "--"});
  CHECK(run.wait.seconds == 5);
  CHECK(run.wait.pane == "%3");
  CHECK_FALSE(run.wait.nested);
  CHECK(run.timeout == 10s);
  CHECK(parse({"run", "a", "--nested", "--", "ls"}).value().wait.nested);
  CHECK(error_of({"run", "a", "--idle=3", "--", "ls"})
            .starts_with("--idle can only be used with wait or sessions, not with run."));
  CHECK(
      error_of({"wait", "a", "--nested"}).starts_with("--nested can only be used with run, not with wait."));
  CHECK(error_of({"tools", "--pane=x"})
            .starts_with("--pane can only be used with run or wait, not with tools."));
  CHECK(error_of({"run", "a", "make", "-j8"}).find("Put -- before a command that has options.") !=
        std::string::npos);
  CHECK(error_of({"wait", "a", "-j8"}).find("Put --") == std::string::npos);
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"run"},
                                                {"run", "a"},
                                                {"run", "a", "ls"},
                                                {"run", "a", "--"},
                                                {"run", "", "--", "ls"}})
    CHECK(error_of(wrong).starts_with("run needs the name of a session, -- and the command:"));
}

TEST_CASE("the numbers of wait have bounds") {
  for (const auto& [option, most] : {std::pair("--timeout", "100000000"), std::pair("--lines", "1000")}) {
    CHECK(parse({"wait", "a", option, "1"}));
    CHECK(parse({"wait", "a", option, most}));
    for (const std::string& bad :
         {std::string("0"), std::string("-1"), std::string("1.5"), std::string("1s"), std::string(),
          std::to_string(std::stoll(most) + 1), std::string(30, '9')}) {
      INFO(option << " " << bad);
      CHECK(error_of({"wait", "a", option, bad})
                .starts_with(std::string(option) + " must be a whole number from 1 to " + most + ", not \"" +
                             bad));
    }
  }
  ::setenv("SESSIONS_MCP_TIMEOUT", "7", 1);
  CHECK(parse({"wait", "a", "--timeout=3"}).value().timeout == 7s);
  CHECK_FALSE(parse({"wait", "a"}).value().wait.seconds);
  ::unsetenv("SESSIONS_MCP_TIMEOUT");
}

TEST_CASE("an idle time may have a unit, for wait and sessions") {
  CHECK(parse({"wait", "a", "--idle=2m"}).value().wait.idle == 120);
  CHECK(parse({"wait", "a", "--idle=100000000"}));
  for (const char* bad : {"0", "", "soon", "100000001", "1158d"}) {
    INFO(bad);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"wait", "a", "--idle", bad}, {"sessions", "--idle", bad}})
      CHECK(error_of(words).starts_with(
          "--idle must be a time such as 90, 30m, 12h or 3d, at most 100000000 seconds, not \"" +
          std::string(bad)));
  }
}

TEST_CASE("sessions is told which, and what becomes of them") {
  const auto all = parse({"sessions"}).value();
  CHECK(all.mode == Mode::sessions);
  CHECK_FALSE(all.sessions.filter.own);
  CHECK_FALSE(all.sessions.filter.idle);
  CHECK_FALSE(all.sessions.kill);
  const auto some =
      parse({"sessions", "--own", "--idle", "3d", "--kill", "--yes", "--force"}).value().sessions;
  CHECK(some.filter.own);
  CHECK(some.filter.idle == 259'200);
  CHECK(some.kill);
  CHECK(some.yes);
  CHECK(some.force);
  CHECK(error_of({"sessions", "--yes"}).starts_with("sessions takes --yes only with --kill."));
  CHECK(error_of({"sessions", "--own", "--force"}).starts_with("sessions takes --force only with --kill."));
  CHECK(error_of({"sessions", "a"}).starts_with("sessions takes no arguments."));
  CHECK(error_of({"list", "--kill"}).starts_with("--kill can only be used with sessions, not with list."));
}

TEST_CASE("help is about a tool, a command, or all") {
  CHECK(parse({"help"}).value().topic.empty());
  CHECK(parse({"help", "send_keys"}).value().topic == "send_keys");
  CHECK(parse({"wait", "--help"}).value().topic == "wait");
  CHECK(parse({"call", "send_keys", "-h"}).value().topic == "send_keys");
  CHECK(parse({"call", "nonsense", "-h"}).value().topic == "call");
  CHECK(parse({"nonsense", "-h"}).value().topic.empty());
  CHECK(error_of({"help", "a", "b"}).starts_with("help takes the name of one tool or command."));
}
