#include "cli/options.hpp"

#include <cstdlib>

#include "support/catch.hpp"
#include "support/unit/parsed_options.hpp"

using namespace smcp;
using namespace smcp::cli;
using namespace std::chrono_literals;

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
