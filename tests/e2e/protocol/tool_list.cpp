// tools/list: what the model is told.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

const std::vector<std::string> kTools = {"list_sessions", "has_session",    "list_windows", "capture_pane",
                                         "search_output", "session_status", "new_session",  "kill_session",
                                         "send_keys",     "run_command",    "wait_for"};

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

TEST_CASE("tools/list: all tools, on one page of at most 15 kB, always in the same order") {
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

TEST_CASE("tools/list: every tool and every property has a description, every schema is an object's") {
  const Json tools = tool_list();
  for (const Json& tool : tools.items()) {
    INFO(tool["name"].string());
    CHECK(tool["description"].string().size() > 40);
    CHECK(tool["description"].string().size() < 2048);
    check_described(tool["inputSchema"]);
    const bool is_text = answers_with_text(tool["name"].string());
    CHECK(tool["outputSchema"].exists() == !is_text);
    if (!is_text) check_described(tool["outputSchema"]);
  }
}

TEST_CASE("tools/list: annotations are true") {
  const Json tools = tool_list();
  for (const std::string& name : kTools) {
    INFO(name);
    const Json& hints = tool_named(tools, name)["annotations"];
    const bool reads =
        name != "new_session" && name != "send_keys" && name != "kill_session" && name != "run_command";
    CHECK(hints["readOnlyHint"].boolean() == reads);
    if (!reads) CHECK(hints["destructiveHint"].boolean());
    const bool open_world = name == "new_session" || name == "send_keys" || name == "run_command";
    CHECK((hints["openWorldHint"].exists() && hints["openWorldHint"].boolean()) == open_world);
    if (!open_world) CHECK(hints["openWorldHint"].exists());  // the default is true
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
  CHECK(arguments("new_session") == std::vector<std::string>{"name", "command", "cwd", "log"});
  CHECK(arguments("send_keys") == std::vector<std::string>{"name", "keys", "enter", "paste", "wait_for",
                                                           "wait_seconds", "pane", "cancel_mode"});
  CHECK(arguments("search_output") ==
        std::vector<std::string>{"pattern", "names", "context", "max_matches", "ignore_case", "pane"});
  CHECK(arguments("run_command") == std::vector<std::string>{"name", "command", "timeout_seconds", "lines",
                                                             "wait", "history", "nested", "pane"});
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
