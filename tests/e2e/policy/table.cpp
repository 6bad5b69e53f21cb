// Every tool in every mode for every target does what the table says, and what it does not let through changes nothing.
#include "e2e/policy/table.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "support/e2e/policy_world.hpp"
#include "support/holds.hpp"

using namespace smcp::test;

namespace {

/// The name of the tool, without what tells one way to call it from another.
std::string tool_of(std::string_view way) {
  return std::string(way.substr(0, way.find(' ')));
}

std::string arguments_of(std::string_view way, const std::string& name, const std::string& pane) {
  static const std::map<std::string_view, std::function<std::string(const std::string&, const std::string&)>>
      kWays = {
          {"list_sessions", [](auto&, auto&) { return object(); }},
          {"search_output *", [](auto&, auto&) { return object("pattern", "mark-"); }},
          {"session_status *", [](auto&, auto&) { return object(); }},
          {"search_output",
           [](auto& n, auto&) {
             return object("pattern", "mark-", "names", Raw{"[" + json_string(n) + "]"});
           }},
          {"session_status", [](auto& n, auto&) { return object("names", Raw{"[" + json_string(n) + "]"}); }},
          {"wait_for", [](auto& n, auto&) { return object("name", n, "timeout_seconds", 1); }},
          {"send_keys", [](auto& n, auto&) { return object("name", n, "keys", "typed-here"); }},
          {"run_command",
           [](auto& n, auto&) { return object("name", n, "command", "true", "timeout_seconds", 1); }},
          {"run_command create",
           [](auto& n, auto&) {
             return object("name", n, "command", "true", "timeout_seconds", 1, "create", true, "wait", false);
           }},
          {"rename", [](auto& n, auto&) { return object("name", n, "to", "a-to-" + n); }},
          {"resize", [](auto& n, auto&) { return object("name", n, "width", 93, "height", 31); }},
          {"kill_session *", [](auto& n, auto&) { return object("names", Raw{"[" + json_string(n) + "]"}); }},
          {"kill_pane", [](auto& n, auto& p) { return object("name", n, "pane", p.empty() ? "%999" : p); }},
      };
  const auto found = kWays.find(way);
  return found == kWays.end() ? object("name", name) : found->second(name, pane);
}

std::string all_text(const Json& result) {
  std::string text;
  for (const Json& block : result["content"].items()) text += block["text"].string() + "\n";
  return text;
}

/// By the words of an error; `works` if they are not the policy's.
Outcome outcome_of_error(const std::string& text, const std::string& name) {
  const std::string missing = "session \"" + name + "\" does not exist";
  if (holds(text, missing + " (outside --allow)") || holds(text, missing + " (excluded by --deny)"))
    return Outcome::hidden;
  if (holds(text, missing)) return Outcome::absent;
  const std::vector<std::pair<std::string, Outcome>> words = {
      {"no session may be called \"" + name + "\" here", Outcome::misnamed},
      {"shares a window with a session that this server must leave alone", Outcome::shared},
      {"shares a window with a session that sessions-mcp did not make", Outcome::joint},
      {"was not made by sessions-mcp, and this server changes only", Outcome::foreign},
      {"that is the pane this assistant itself runs in", Outcome::own_pane},
      {"may not be yours: kill only what you started", Outcome::taken},
  };
  for (const auto& [part, outcome] : words)
    if (holds(text, part)) return outcome;
  return Outcome::works;
}

/// For tools whose answer is about all sessions: what it says of this one.
Outcome outcome_in_list(const std::string& text, std::string_view sign, const std::string& name,
                        Outcome unknown) {
  if (holds(text,
            "session \\\"" + name + "\\\" shares a window with a session that this server must leave alone"))
    return Outcome::shared;
  return holds(text, std::string(sign))    ? Outcome::works
         : holds(text, "\"" + name + "\"") ? Outcome::taken
                                           : unknown;
}

/// Of an answer; `unknown` is what one means that does not know the session.
Outcome outcome_of(std::string_view way, const Json& reply, const std::string& name, Outcome unknown) {
  if (reply["error"].exists())
    return holds(reply["error"]["message"].string(), "--read-only") ? Outcome::not_offered : Outcome::taken;
  const Json& result = reply["result"];
  const std::string text = all_text(result);
  if (way == "list_sessions") return outcome_in_list(text, "\"name\":\"" + name + "\"", name, unknown);
  if (way == "search_output *") return outcome_in_list("\n" + text, "\n" + name + ":-", name, unknown);
  if (way == "session_status *") return outcome_in_list("\n" + text, "\n" + name + ": ", name, unknown);
  if (way == "has_session") {
    if (result["structuredContent"]["exists"].boolean()) return Outcome::works;
    return result["structuredContent"]["why"].exists() ? Outcome::hidden : Outcome::absent;
  }
  if (way == "kill_session *" && !is_error(result) && result["structuredContent"]["failed"].exists())
    return outcome_of_error(result["structuredContent"]["failed"][0]["error"].string(), name);
  return is_error(result) ? outcome_of_error(text, name) : Outcome::works;
}

/// Whether the tool has done to the target what it is for.
bool has_worked(PolicyWorld& world, std::string_view way, const std::string& name, const std::string& pane,
                const Json& result) {
  const std::string text = all_text(result);
  const auto shows = [&](const std::string& what) { return holds(text, what); };
  if (way == "capture_pane" || way == "search_output") return shows("mark-" + name) || shows("mark-");
  if (way == "list_windows") return result["structuredContent"]["count"].integer() >= 1;
  if (way == "session_status") return text.starts_with(name + ": ");
  if (way == "wait_for") return shows("\"outcome\":\"timeout\"");
  if (way == "send_keys") return world.tmux().shows(name, "typed-here");
  if (way == "new_window") return world.told(name, "#{session_windows}") > "1";
  if (way == "rename") return world.id_of(name).empty() && !world.id_of("a-to-" + name).empty();
  if (way == "resize") return world.told(name, "#{window_width}x#{window_height}") == "93x31";
  if (tool_of(way) == "kill_session") return world.id_of(name).empty();
  if (way == "kill_pane") return world.pane_of(name) != pane;
  if (way == "new_session" || (way == "run_command create" && pane.empty()))
    return !world.id_of(name).empty();
  // The others have answered with what was looked for, or (run_command, in a pane without a shell) with their own error.
  return true;
}

bool changes(std::string_view way) {
  const std::vector<std::string> reading = {"list_windows",   "capture_pane", "search_output",
                                            "session_status", "wait_for",     "list_sessions",
                                            "has_session"};
  return std::find(reading.begin(), reading.end(), tool_of(way)) == reading.end();
}

/// One way to call a tool, for all targets at once.
void walk(PolicyWorld& world, std::string_view way, std::string_view expected) {
  auto panes = world.panes();
  if (way == "kill_pane") {  // a session's last pane is not killed
    for (const Target& target : kTargets) {
      if (panes.contains(target.name))
        world.tmux().must({"split-window", "-d", "-t", panes[target.name], "exec cat"});
    }
  }
  const auto before = world.states();
  for (std::size_t i = 0; i < kTargets.size(); ++i) {
    const std::string& name = kTargets[i].name;
    world.server().send(
        stateless_call_request(std::to_string(1000 + i), tool_of(way), arguments_of(way, name, panes[name])));
  }
  std::vector<Json> replies;
  for (std::size_t i = 0; i < kTargets.size(); ++i)
    replies.push_back(world.server().reply(std::to_string(1000 + i)));
  const auto after = world.states();
  for (std::size_t i = 0; i < kTargets.size(); ++i) {
    const auto& [what, name] = kTargets[i];
    const auto wanted = static_cast<Outcome>(expected[i]);
    INFO(way << ", target " << what << ": " << name << "\n"
             << all_text(replies[i]["result"]) << replies[i]["error"]["message"].exists());
    const Outcome outcome =
        outcome_of(way, replies[i], name, wanted == Outcome::absent ? Outcome::absent : Outcome::hidden);
    CHECK(std::string(1, static_cast<char>(outcome)) == std::string(1, expected[i]));
    if (wanted == Outcome::works) {
      CHECK(has_worked(world, way, name, panes[name], replies[i]["result"]));
    } else if (before.contains(name)) {
      REQUIRE(after.contains(name));
      CHECK(after.at(name) == before.at(name));
    } else {
      CHECK_FALSE(after.contains(name));
    }
  }
}

void walk_mode(std::size_t number) {
  const Mode& mode = kModes.at(number);
  INFO("mode " << mode.name);
  const PrivateTmux elsewhere;
  elsewhere.must({"new-session", "-d", "-s", "a-elsewhere", "exec cat"});
  const std::string bystander = elsewhere.fingerprint("a-elsewhere");
  std::optional<PolicyWorld> world;
  bool used = true;
  for (const Row& row : kTable) {
    for (const std::string_view way : row.tools) {
      const std::string_view expected = row.outcomes.at(number);
      const bool harmless = !changes(way) || expected.find('W') == std::string_view::npos;
      if (used) {
        world.emplace();
        world->serve(mode.options);
        world->rename_two();
      }
      walk(*world, way, expected);
      used = !harmless;
    }
  }
  CHECK(elsewhere.fingerprint("a-elsewhere") == bystander);
}

}  // namespace

TEST_CASE("policy table: every tool of tools/list has its row, and every row its cells") {
  std::set<std::string> in_table;
  for (const Row& row : kTable) {
    for (const auto way : row.tools) in_table.insert(tool_of(way));
    for (const auto cells : row.outcomes) {
      CHECK(cells.size() == kTargets.size());
      CHECK(cells.find_first_not_of("WTNAHMSGFP") == std::string_view::npos);
    }
  }
  LiveServer live;
  std::set<std::string> offered;
  const Json reply = live.server.ask("1", stateless_request("1", "tools/list"));
  for (const Json& tool : reply["result"]["tools"].items()) offered.insert(tool["name"].string());
  CHECK(offered.size() == kToolCount);
  CHECK(in_table == offered);
}

TEST_CASE("policy table: without options") {
  walk_mode(0);
}
TEST_CASE("policy table: --read-only") {
  walk_mode(1);
}
TEST_CASE("policy table: --allow") {
  walk_mode(2);
}
TEST_CASE("policy table: --deny") {
  walk_mode(3);
}
TEST_CASE("policy table: --own") {
  walk_mode(4);
}
TEST_CASE("policy table: --own --allow") {
  walk_mode(5);
}
TEST_CASE("policy table: --allow-self") {
  walk_mode(6);
  CHECK(kModes.size() == 7);  // each of them has been walked through
}
