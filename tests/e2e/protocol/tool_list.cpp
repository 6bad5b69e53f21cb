// tools/list: what the model is told.
#include <algorithm>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

const std::vector<std::string> kTools = {"list_sessions", "has_session",    "list_windows", "capture_pane",
                                         "search_output", "session_status", "new_session",  "kill_session",
                                         "new_window",    "kill_pane",      "rename",       "resize",
                                         "send_keys",     "run_command",    "wait_for"};

const std::vector<std::string> kExtra = {"new_window", "kill_pane", "rename", "resize"};

/// Tools that answer with text, and a second block about it.
bool answers_with_text(std::string_view tool) {
  return tool == "capture_pane" || tool == "run_command" || tool == "search_output" ||
         tool == "session_status" || tool == "wait_for" || tool == "send_keys";
}

Json tool_list() {
  LiveServer live;
  return live.server.ask("1", stateless_request("1", "tools/list"))["result"]["tools"];
}

const Json& tool_named(const Json& tools, std::string_view name) {
  for (const Json& tool : tools.items()) {
    if (tool["name"].string() == name) return tool;
  }
  FAIL("no tool " << name);
  return tools;
}

void check_described(const Json& schema) {
  CHECK(schema["type"].string() == "object");
  for (const char* combinator : {"oneOf", "anyOf", "allOf"}) CHECK_FALSE(schema[combinator].exists());
  const Json& properties = schema["properties"];
  for (const std::string& name : properties.keys()) {
    INFO(name);
    REQUIRE(properties[name]["description"].is_string());
    CHECK_FALSE(properties[name]["description"].string().empty());
  }
}

}  // namespace

TEST_CASE("tools/list: all tools, on one page of at most 18 kB, always in the same order") {
  LiveServer live;
  live.server.send(stateless_request("1", "tools/list"));
  const std::string line = live.server.receive_line();
  CHECK(line.size() <= 18'000);
  live.server.send(stateless_request("1", "tools/list"));
  CHECK(live.server.receive_line() == line);
  const Json tools = Json::parse(line)["result"]["tools"];
  std::vector<std::string> names;
  for (const Json& tool : tools.items()) names.push_back(tool["name"].string());
  CHECK(names == kTools);
}

TEST_CASE(
    "tools/list: with --tools core the eleven that most work needs, on less, and no others are "
    "called") {
  const bool by_option = GENERATE(true, false);
  LiveServer live(by_option ? std::vector<std::string>{"--tools", "core"} : std::vector<std::string>{},
                  by_option ? Environment{} : Environment{{"SESSIONS_MCP_TOOLS", "core"}});
  live.server.send(stateless_request("1", "tools/list"));
  const std::string line = live.server.receive_line();
  CHECK(line.size() <= 16'000);
  std::vector<std::string> names;
  const Json tools = Json::parse(line)["result"]["tools"];
  for (const Json& tool : tools.items()) names.push_back(tool["name"].string());
  std::vector<std::string> core;
  for (const auto& name : kTools) {
    if (std::find(kExtra.begin(), kExtra.end(), name) == kExtra.end()) core.push_back(name);
  }
  CHECK(core.size() == 11);
  CHECK(names == core);
  live.tmux.start_job("job", "exec cat");
  const Json refused =
      live.server.ask("2", stateless_call_request("2", "rename", object("name", "job", "to", "x")))["error"];
  CHECK(refused["code"].integer() == -32602);
  CHECK(refused["message"].string().starts_with(
      "Unknown tool: \"rename\"; this server was started with --tools core"));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
  CHECK(live.ok("has_session", object("name", "job"))["exists"].boolean());
  // At a shell all are there.
  const CommandResult called = run_command(
      {server_binary(), "--tools", "core", "call", "rename", "name=job", "to=x"}, live.tmux.environment());
  CHECK(called.exit == ExitStatus{});
  CHECK(live.tmux.session_names() == std::vector<std::string>{"x"});
}

TEST_CASE("tools/list: every tool and every property has a description, every schema is an object's") {
  const Json tools = tool_list();
  for (const Json& tool : tools.items()) {
    INFO(tool["name"].string());
    CHECK(tool["description"].string().size() > 40);
    CHECK(tool["description"].string().size() < 2048);
    check_described(tool["inputSchema"]);
    const std::string name = tool["name"].string();
    const bool is_text = answers_with_text(name);
    const bool is_core = std::find(kExtra.begin(), kExtra.end(), name) == kExtra.end();
    CHECK(tool["outputSchema"].exists() == (is_core && !is_text));
    if (tool["outputSchema"].exists()) check_described(tool["outputSchema"]);
  }
}

TEST_CASE("tools/list: annotations are true") {
  const Json tools = tool_list();
  for (const std::string& name : kTools) {
    INFO(name);
    const Json& hints = tool_named(tools, name)["annotations"];
    const auto is_one_of = [&name](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool open_world = is_one_of({"new_session", "new_window", "send_keys", "run_command"});
    const bool ends = is_one_of({"kill_session", "kill_pane"});
    const bool arranges = is_one_of({"rename", "resize"});
    const bool reads = !open_world && !ends && !arranges;
    CHECK(hints["readOnlyHint"].boolean() == reads);
    CHECK(hints["destructiveHint"].boolean() == (open_world || ends));
    // What is not said is, in this order, false and true.
    if (!reads)
      CHECK((hints["idempotentHint"].exists() && hints["idempotentHint"].boolean()) == (ends || arranges));
    CHECK((!hints["openWorldHint"].exists() || hints["openWorldHint"].boolean()) == open_world);
  }
}

TEST_CASE("tools/list: the arguments are those of tools.md") {
  const Json tools = tool_list();
  const auto arguments = [&](std::string_view name) {
    return tool_named(tools, name)["inputSchema"]["properties"].keys();
  };
  CHECK(arguments("list_sessions").empty());
  for (const char* name : {"has_session", "list_windows"}) {
    CHECK(arguments(name) == std::vector<std::string>{"name"});
  }
  CHECK(arguments("kill_session") == std::vector<std::string>{"name", "names"});
  CHECK(arguments("capture_pane") ==
        std::vector<std::string>{"name", "lines", "since", "skip", "pane", "colors", "compact", "screen"});
  CHECK(arguments("new_session") ==
        std::vector<std::string>{"name", "command", "cwd", "env", "width", "height", "shell", "log"});
  CHECK(arguments("send_keys") == std::vector<std::string>{"name", "keys", "enter", "paste", "wait_for",
                                                           "wait_seconds", "pane", "cancel_mode"});
  CHECK(arguments("search_output") ==
        std::vector<std::string>{"pattern", "names", "context", "max_matches", "ignore_case", "pane"});
  CHECK(arguments("run_command") == std::vector<std::string>{"name", "command", "timeout_seconds", "lines",
                                                             "wait", "history", "nested", "pane", "create",
                                                             "cwd", "env", "width", "height", "shell"});
  CHECK(arguments("new_window") == std::vector<std::string>{"name", "window", "split", "pane", "command",
                                                            "cwd", "env", "wait_for", "wait_seconds"});
  CHECK(arguments("kill_pane") == std::vector<std::string>{"name", "pane"});
  CHECK(arguments("rename") == std::vector<std::string>{"name", "window", "to"});
  CHECK(arguments("resize") == std::vector<std::string>{"name", "width", "height"});
  CHECK(arguments("session_status") == std::vector<std::string>{"names", "since"});
  CHECK(arguments("wait_for") == std::vector<std::string>{"name", "names", "all", "pattern", "fail_pattern",
                                                          "idle_seconds", "finished", "since", "job",
                                                          "timeout_seconds", "lines", "pane"});
  const Json& lines = tool_named(tools, "capture_pane")["inputSchema"]["properties"]["lines"];
  CHECK(lines["minimum"].integer() == 1);
  CHECK(lines["maximum"].integer() == 10000);
  CHECK(lines["default"].integer() == 100);
  CHECK(tool_named(tools, "send_keys")["inputSchema"]["properties"]["enter"]["default"].boolean());
  CHECK(tool_named(tools, "send_keys")["inputSchema"]["required"] == Json::parse(R"(["name","keys"])"));
}
