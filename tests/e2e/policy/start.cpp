// How a policy is told to the server, and how it tells of it: what is not understood is never silently off.
#include "support/contains.hpp"
#include "support/e2e/policy_world.hpp"

using namespace smcp::test;

namespace {

struct Wrong {
  std::vector<std::string> options;
  Environment more;
  std::string error;
};

const std::vector<Wrong> kWrong = {
    {{}, {{"SESSIONS_MCP_READ_ONLY", "yes"}}, "SESSIONS_MCP_READ_ONLY must be 1 or 0, not \"yes\"."},
    {{"--read-only"},
     {{"SESSIONS_MCP_READ_ONLY", "true"}},
     "SESSIONS_MCP_READ_ONLY must be 1 or 0, not \"true\"."},
    {{}, {{"SESSIONS_MCP_OWN", "on"}}, "SESSIONS_MCP_OWN must be 1 or 0, not \"on\"."},
    {{},
     {{"SESSIONS_MCP_ALLOW", " , "}},
     "SESSIONS_MCP_ALLOW must name sessions, such as build-*, not \" , \"."},
    {{}, {{"SESSIONS_MCP_DENY", ","}}, "SESSIONS_MCP_DENY must name sessions, such as build-*, not \",\"."},
    {{}, {{"SESSIONS_MCP_ALLOW", "a*,[b"}}, "SESSIONS_MCP_ALLOW: \"[b\" has a [ without its ]"},
    {{}, {{"SESSIONS_MCP_DENY", "secret.*"}}, "SESSIONS_MCP_DENY: \"secret.*\" has a '.' in it: write * for"},
    {{"--deny", "secret.*"}, {}, "--deny: \"secret.*\" has a '.' in it"},
    {{"--deny", "a*", "--deny", "b["}, {}, "--deny: \"b[\" has a [ without its ]"},
    {{},
     {{"SESSIONS_MCP_READ_ONLY", ""}},
     "SESSIONS_MCP_READ_ONLY is set and empty: give it a value, or unset it."},
    {{"--own"}, {{"SESSIONS_MCP_ALLOW", ""}}, "SESSIONS_MCP_ALLOW is set and empty"},
    {{}, {{"SESSIONS_MCP_DENY", ""}}, "SESSIONS_MCP_DENY is set and empty"},
    {{}, {{"SESSIONS_MCP_OWN", ""}}, "SESSIONS_MCP_OWN is set and empty"},
    {{"--allow", ""}, {}, "--allow: a pattern for names must not be empty."},
    {{"--allow"}, {}, "option --allow needs a value."},
};

/// A server that is asked something, and its answer; `method` as in JSON-RPC.
Json asked(const PrivateTmux& tmux, const std::vector<std::string>& options, const Environment& more,
           std::string_view line) {
  ServerProcess server({merged(tmux.environment(), more), options});
  Json answer = server.ask("1", line);
  CHECK(server.finish() == ExitStatus{});
  return answer;
}

std::string instructions(const PrivateTmux& tmux, const std::vector<std::string>& options,
                         const Environment& more) {
  return asked(tmux, options, more, initialize_request("1", "2025-11-25"))["result"]["instructions"].string();
}

}  // namespace

TEST_CASE("policy: what is not understood is an error at the start, of the server and of every command") {
  const PrivateTmux tmux;
  for (const auto& [options, more, error] : kWrong) {
    for (const char* command : {"", "doctor", "list"}) {
      std::vector<std::string> words = {server_binary()};
      words.insert(words.end(), options.begin(), options.end());
      if (*command != '\0' && options != std::vector<std::string>{"--allow"}) words.emplace_back(command);
      const CommandResult result = run_command(words, merged(tmux.environment(), more), {}, kPatience * 2);
      INFO(error << " / " << command << ": " << result.error);
      CHECK_THAT(result.error, Contains("sessions-mcp: " + error) && Contains("See sessions-mcp --help."));
      CHECK(result.exit == ExitStatus{2, 0});
      CHECK(result.output.empty());
    }
  }
}

TEST_CASE("policy: doctor and the instructions say what is on, and nothing where nothing is") {
  const PrivateTmux tmux;
  const std::string plain = instructions(tmux, {}, {});
  const auto doctor = [&](std::vector<std::string> words, const Environment& more) {
    words.insert(words.begin(), server_binary());
    words.emplace_back("doctor");
    return run_command(words, merged(tmux.environment(), more), {}, kPatience * 2).output;
  };
  const std::vector<std::tuple<std::vector<std::string>, Environment, std::string>> modes = {
      {{"--read-only"}, {}, "Read-only (--read-only): nothing can be changed."},
      {{"--own"}, {}, "Only sessions that sessions-mcp made can be changed (--own)."},
      {{"--allow", "a*", "--allow", "b*"},
       {},
       "Only sessions whose names fit --allow a* --allow b* exist here."},
      {{"--deny", "a*"}, {}, "Only sessions whose names do not fit --deny a* exist here."},
      {{"--allow", "a*", "--deny", "ab"},
       {},
       "whose names fit --allow a* and do not fit --deny ab exist here."},
      {{}, {{"SESSIONS_MCP_READ_ONLY", "1"}}, "Read-only (--read-only)"},
      {{}, {{"SESSIONS_MCP_OWN", "1"}}, "(--own)"},
      {{}, {{"SESSIONS_MCP_ALLOW", "a*, b*"}}, "--allow a* --allow b*"},
      {{}, {{"SESSIONS_MCP_DENY", "a* b*"}}, "--deny a* --deny b*"},
  };
  for (const auto& [options, more, words] : modes) {
    const std::string said = instructions(tmux, options, more);
    INFO(said);
    CHECK_THAT(said, Contains(words));
    CHECK(said.ends_with(plain));  // it comes first
    CHECK(said.find('\n') < said.size() - plain.size());
    CHECK_THAT(doctor(options, more), Contains("allowed") && Contains(words));
  }
  for (const char* name : {"SESSIONS_MCP_READ_ONLY", "SESSIONS_MCP_OWN"})
    CHECK(instructions(tmux, {}, {{name, "0"}}) == plain);
  CHECK_THAT(doctor({}, {}), !Contains("allowed"));
}

TEST_CASE("policy: a tool that --read-only leaves out is not listed, and a call of it names the option") {
  PolicyWorld world;
  const bool by_option = GENERATE(true, false);
  INFO(by_option);
  const Environment more = by_option ? Environment{} : Environment{{"SESSIONS_MCP_READ_ONLY", "1"}};
  const std::vector<std::string> options =
      by_option ? std::vector<std::string>{"--read-only"} : std::vector<std::string>{};
  const Json listed = asked(world.tmux(), options, more, stateless_request("1", "tools/list"));
  std::vector<std::string> names;
  for (const Json& tool : listed["result"]["tools"].items()) {
    CHECK(tool["annotations"]["readOnlyHint"].boolean());
    names.push_back(tool["name"].string());
  }
  CHECK(names == std::vector<std::string>{"list_sessions", "has_session", "list_windows", "capture_pane",
                                          "search_output", "session_status", "wait_for"});
  const auto before = world.states();
  const std::string keys = object("name", "a-own", "keys", "x");
  const Json refused = asked(world.tmux(), options, more, stateless_call_request("1", "send_keys", keys));
  CHECK_THAT(refused["error"]["message"].string(),
             Contains("Unknown tool: \"send_keys\"; this server was started with --read-only"));
  for (const std::vector<std::string>& call : std::vector<std::vector<std::string>>{
           {"call", "send_keys", "name=a-own", "keys=x"}, {"run", "a-own", "--", "true"}}) {
    std::vector<std::string> words = options;
    words.insert(words.begin(), server_binary());
    words.insert(words.end(), call.begin(), call.end());
    const CommandResult result =
        run_command(words, merged(world.tmux().environment(), more), {}, kPatience * 2);
    INFO(result.output << result.error);
    CHECK_THAT(result.output + result.error, Contains("--read-only"));
    CHECK(result.exit.status != 0);
  }
  CHECK(world.states() == before);
}
