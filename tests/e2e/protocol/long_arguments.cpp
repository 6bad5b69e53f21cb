// Whoever wrote an argument has it: an answer, an error above all, repeats no more than its beginning.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr std::size_t kLong = 100'000;
constexpr std::size_t kMostAnswered = 2000;

std::string repeated(std::string_view what, std::size_t bytes = kLong) {
  std::string text;
  while (text.size() < bytes) text += what;
  return text;
}

/// Long values, each of which another check or another parser looks at.
std::vector<std::string> long_values(std::string_view argument) {
  // What a shell is given is to print nothing of its own accord.
  if (argument == "command") return {": '" + repeated("x") + "'", ": " + repeated("'\n: '") + "'"};
  return {repeated("x"),
          repeated("é"),
          repeated("a.b:c|"),
          repeated("x y\t"),
          repeated("/x"),
          "%" + repeated("9"),
          "%1-" + repeated("a"),
          repeated("("),
          repeated("(?P<x>"),
          repeated("[[:y:]"),
          repeated("Up Down "),
          repeated("Down "),
          repeated("C-Escape "),
          repeated("C-") + "x",
          "ctrl " + repeated("x"),
          "<" + repeated("y") + ">",
          repeated("9"),
          repeated("1.1."),
          repeated("(", 900),
          repeated("(?P<x>", 900),
          "[[:" + repeated("y", 900) + ":]]",
          "<" + repeated("y", 900) + ">"};
}

/// What the other arguments are while one of them is long.
std::string usual(std::string_view tool, std::string_view argument) {
  static int made = 0;
  if (tool == "new_session" && argument == "name") return json_string("made-" + std::to_string(++made));
  if (argument == "name") return json_string("job");
  if (argument == "names") return R"(["job"])";
  if (argument == "keys") return json_string("true");
  return json_string("y");
}

/// `property` is set to `value`, and what is required besides to something that is right.
std::string arguments_of(const Json& tool, std::string_view property, const std::string& value) {
  std::string json = "{" + json_string(property) + ":" + value;
  for (const Json& required : tool["inputSchema"]["required"].items()) {
    if (required.string() != property)
      json += "," + json_string(required.string()) + ":" + usual(tool["name"].string(), required.string());
  }
  const bool names_it = property == "name" || property == "names" || property == "job";
  for (const char* more : {"name", "pattern"}) {
    const Json& known = tool["inputSchema"]["properties"][more];
    if (json.find(json_string(more) + ":") == std::string::npos && known.exists() && !names_it)
      json += "," + json_string(more) + ":" + usual(tool["name"].string(), more);
  }
  // No wait of these is to take long.
  for (const char* wait : {"timeout_seconds", "wait_seconds"}) {
    const Json& known = tool["inputSchema"]["properties"][wait];
    const bool waits = std::string_view(wait) == "timeout_seconds" || property == "wait_for";
    if (known.exists() && waits)
      json += "," + json_string(wait) + ":" +
              std::to_string(std::max<std::int64_t>(known["minimum"].integer(), 1));
  }
  return json + "}";
}

/// A text, which may be of the wrong type, and an array as long as it may be.
std::vector<std::string> json_values(const Json& schema, const std::string& value) {
  std::vector<std::string> all = {json_string(value)};
  const Json& either = schema["anyOf"];
  const Json& array = either.exists() ? either[1] : schema;
  if (array["type"].string() == "array") {
    std::string json = "[";
    const std::int64_t count = array["maxItems"].integer();
    const std::string part = value.substr(0, kLong / static_cast<std::size_t>(count) & ~std::size_t{1});
    for (std::int64_t i = 0; i < count; ++i) json += (i > 0 ? "," : "") + json_string(part);
    all.push_back(json + "]");
  }
  return all;
}

/// All that a model reads of it.
std::string text_of_answer(const Json& answer) {
  const Json& error = answer["error"]["message"];
  std::string text = error.exists() ? error.string() : "";
  for (const Json& block : answer["result"]["content"].items()) text += block["text"].string();
  return text;
}

/// The tool, with a shell in the session that it is asked about: a new one for each argument, since a shell shows
/// what is typed.
void check_tool(const std::string& name) {
  LiveServer live;
  live.tmux.must({"new-session", "-d", "-s", "other"});  // so that the tmux server lives on
  const Json tools = live.server.ask("1", stateless_request("1", "tools/list"))["result"]["tools"];
  const auto& all = tools.items();
  const auto tool =
      std::find_if(all.begin(), all.end(), [&](const Json& one) { return one["name"].string() == name; });
  REQUIRE(tool != all.end());
  const Json& properties = (*tool)["inputSchema"]["properties"];
  for (const std::string& property : properties.keys()) {
    live.tmux.must({"new-session", "-d", "-s", "job", "bash --norc --noprofile"});
    for (const std::string& value : long_values(property)) {
      for (const std::string& json : json_values(properties[property], value)) {
        const Json answer = live.server.ask(
            "\"2\"", stateless_call_request("\"2\"", name, arguments_of(*tool, property, json)));
        INFO(name << " " << property << "=" << json.substr(0, 40) << ": "
                  << text_of_answer(answer).substr(0, 4000));
        CHECK(text_of_answer(answer).size() <= kMostAnswered);
        CHECK_FALSE(text_of_answer(answer).empty());
      }
    }
    live.tmux.must({"kill-session", "-t", "=job"});
  }
}

}  // namespace

// The tools are those of tools/list, which has a test of its own; one test for each keeps them short.
TEST_CASE("long arguments: list_sessions repeats no more than the beginning of an unknown one") {
  LiveServer live;
  const std::string name = repeated("x");
  CHECK(live.error("list_sessions", object(name, "y")).size() <= kMostAnswered);
  const Json unknown = live.server.ask("\"2\"", stateless_call_request("\"2\"", name));
  CHECK(text_of_answer(unknown).size() <= kMostAnswered);
}

TEST_CASE("long arguments: tools that look repeat no more than the beginning") {
  const char* tool =
      GENERATE("has_session", "list_windows", "capture_pane", "session_status", "search_output");
  check_tool(tool);
}

TEST_CASE("long arguments: wait_for repeats no more than the beginning") {
  check_tool("wait_for");
}

TEST_CASE("long arguments: tools that start or end something repeat no more than the beginning") {
  const char* tool = GENERATE("new_session", "run_command", "kill_session");
  check_tool(tool);
}

TEST_CASE("long arguments: send_keys repeats no more than the beginning") {
  check_tool("send_keys");
}
