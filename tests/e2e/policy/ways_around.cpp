// Ways around --allow, --deny and --own: none of them leads to what is not allowed, nor tells of it.
#include <algorithm>

#include "support/contains.hpp"
#include "support/e2e/policy_world.hpp"

using namespace smcp::test;

namespace {

const std::vector<std::string> kAllow = {"--allow", "a*"};
const std::vector<std::string> kDeny = {"--deny", "secret*"};

constexpr const char* kOutside = "does not exist (outside --allow)";
constexpr const char* kShares = "shares a window with a session that this server must leave alone";

/// Everything that an answer says.
std::string said(PolicyWorld& world, std::string_view tool, std::string_view arguments) {
  const Json result = world.server().call(tool, arguments);
  std::string text;
  for (const Json& block : result["content"].items()) text += block["text"].string() + "\n";
  return text;
}

/// What a call that fails says. Nothing has changed by then.
std::string refusal(PolicyWorld& world, std::string_view tool, std::string_view arguments) {
  const auto before = world.states();
  const Json result = world.server().call(tool, arguments);
  INFO(tool << " " << arguments << ": " << text_of(result));
  CHECK(is_error(result));
  CHECK(world.states() == before);
  return text_of(result);
}

/// A call that works, and its second block, or its only one.
Json allowed(PolicyWorld& world, std::string_view tool, std::string_view arguments) {
  const Json result = world.server().call(tool, arguments);
  INFO(tool << " " << arguments << ": " << text_of(result));
  REQUIRE_FALSE(is_error(result));
  return Json::parse(text_of(result, result["content"].size() - 1));
}

std::string list(const std::vector<std::string>& texts) {
  std::string json = "[";
  for (const auto& text : texts) json += (json.size() > 1 ? "," : "") + json_string(text);
  return json + "]";
}

/// A call with `pane` of each tool that takes one.
std::vector<std::pair<std::string, std::string>> calls_with_pane(const std::string& name,
                                                                 const std::string& pane) {
  return {
      {"capture_pane", object("name", name, "pane", pane)},
      {"search_output", object("pattern", "mark", "names", Raw{list({name})}, "pane", pane)},
      {"wait_for", object("name", name, "pane", pane, "timeout_seconds", 1)},
      {"send_keys", object("name", name, "pane", pane, "keys", "wrong")},
      {"run_command", object("name", name, "pane", pane, "command", "echo wrong")},
      {"new_window", object("name", name, "pane", pane, "split", "below")},
      {"kill_pane", object("name", name, "pane", pane)},
  };
}

}  // namespace

TEST_CASE("policy: rename leads neither out of what is allowed nor into it") {
  PolicyWorld world;
  world.serve(kAllow);
  CHECK_THAT(refusal(world, "rename", object("name", "a-own", "to", "b")),
             Contains("no session may be called \"b\" here") && Contains("--allow a*"));
  CHECK_THAT(refusal(world, "rename", object("name", "secret", "to", "a-secret")), Contains(kOutside));
  CHECK(allowed(world, "rename", object("name", "a-own", "to", "a-other"))["session"].string() == "a-other");
  // A window's name is none of a session's.
  CHECK(
      allowed(world, "rename", object("name", "a-other", "window", "0", "to", "secret"))["window"].exists());
  CHECK(world.id_of("a-own").empty());
}

TEST_CASE("policy: a person's rename counts at once, whatever the server was told before") {
  PolicyWorld world;
  world.serve(kAllow);
  const std::string cursor = allowed(world, "capture_pane", object("name", "a-out"))["cursor"].string();
  const std::string since = allowed(world, "session_status", "{}")["since"].string();
  world.rename_two();
  for (const char* tool : {"capture_pane", "wait_for"}) {
    CHECK_THAT(refusal(world, tool, object("name", "secret-out", "since", cursor)), Contains(kOutside));
    CHECK_THAT(refusal(world, tool, object("name", "a-out", "since", cursor)), Contains("does not exist"));
  }
  const std::string status = said(world, "session_status", object("since", since));
  CHECK_THAT(status, !Contains("secret-out") && !Contains("mark-a-out") && Contains("a-in: "));
  CHECK_THAT(said(world, "capture_pane", object("name", "a-in")), Contains("mark-secret-in"));
}

TEST_CASE("policy: a pane id, a place or a cursor of another session is no way into it") {
  PolicyWorld world;
  world.serve(GENERATE(true, false) ? kAllow : kDeny);
  const std::string hidden = world.pane_of("secret");
  for (const std::string& pane :
       {hidden, std::string("secret:0.0"), std::string("=secret:"), std::string("secret")}) {
    for (const auto& [tool, arguments] : calls_with_pane("a-own", pane)) {
      const std::string error = refusal(world, tool, arguments);
      CHECK_THAT(error, Contains("session \"a-own\" has no pane") && !Contains("mark-secret"));
    }
  }
  ServerProcess free({world.tmux().environment(), {}});
  const Json seen = free.call("capture_pane", object("name", "secret"));
  const std::string cursor = Json::parse(text_of(seen, 1))["cursor"].string();
  for (const char* tool : {"capture_pane", "wait_for"})
    CHECK_THAT(refusal(world, tool, object("name", "a-own", "since", cursor)), !Contains("mark-secret"));
  CHECK(free.finish() == ExitStatus{});
}

TEST_CASE("policy: a window's name leads to that session's window only") {
  PolicyWorld world;
  world.tmux().must({"rename-window", "-t", "=a-own:0", "secret"});
  world.serve(kAllow);
  CHECK_THAT(said(world, "capture_pane", object("name", "a-own", "pane", "secret")), Contains("mark-a-own"));
  CHECK_THAT(refusal(world, "capture_pane", object("name", "secret", "pane", "0")), Contains(kOutside));
}

TEST_CASE("policy: a window that a person links, or a group, closes a session until it is gone") {
  PolicyWorld world;
  world.serve(kAllow);
  const std::string pane = world.pane_of("a-own");
  const bool grouped = GENERATE(true, false);
  const auto calls = calls_with_pane("a-own", pane);
  CHECK_THAT(said(world, calls[0].first, calls[0].second), Contains("mark-a-own"));
  if (grouped) {
    world.tmux().must({"new-session", "-d", "-t", "=a-own", "-s", "secret-new"});
  } else {
    world.tmux().must({"link-window", "-d", "-s", "=a-own:0", "-t", "=secret:5"});
  }
  for (const auto& [tool, arguments] : calls) CHECK_THAT(refusal(world, tool, arguments), Contains(kShares));
  for (const char* tool : {"list_windows", "kill_session"})
    CHECK_THAT(refusal(world, tool, object("name", "a-own")), Contains(kShares));
  if (grouped) {
    world.tmux().must({"kill-session", "-t", "=secret-new"});
  } else {
    world.tmux().must({"unlink-window", "-t", "=secret:5"});
  }
  CHECK_THAT(said(world, calls[0].first, calls[0].second), Contains("mark-a-own"));
}

TEST_CASE("policy: a job is not followed into a session that is hidden, by whatever name") {
  PolicyWorld world;
  world.serve(kAllow);
  // No login shell: on some systems that finds another tmux than this one.
  world.tmux().must({"new-session", "-d", "-s", "a-shell", "exec env PS1='$ ' bash --norc --noprofile"});
  const Json started = allowed(
      world, "run_command", object("name", "a-shell", "command", "echo printed; sleep 1000", "wait", false));
  const std::string job = started["job"].string();
  const auto wait = object("job", job, "timeout_seconds", 1);
  CHECK_THAT(said(world, "wait_for", wait), Contains("\"running\":true"));
  SECTION("its session is renamed") {
    world.tmux().must({"rename-session", "-t", "=a-shell", "secret-shell"});
  }
  SECTION("its window is moved") {
    world.tmux().must({"new-window", "-d", "-t", "=a-shell:", "cat"});
    world.tmux().must({"move-window", "-d", "-s", "=a-shell:0", "-t", "=secret:8"});
  }
  SECTION("its window is linked") {
    world.tmux().must({"link-window", "-d", "-s", "=a-shell:0", "-t", "=secret:8"});
  }
  const std::string error = refusal(world, "wait_for", wait);
  CHECK_THAT(error, Contains("must leave alone") && !Contains("printed"));
  CHECK_THAT(refusal(world, "wait_for", object("job", job, "name", "a-own", "timeout_seconds", 1)),
             Contains("must leave alone"));
  // Nor by the cursor that it began with.
  CHECK_THAT(refusal(world, "capture_pane", object("name", "a-own", "since", started["cursor"].string())),
             !Contains("printed"));
}

TEST_CASE("policy: no error and no count tells of what is hidden") {
  PolicyWorld world;
  world.serve(GENERATE(true, false) ? kAllow : kDeny);
  for (const char* missing : {"a-ow", "a-secret", "anything"}) {
    for (const auto& [tool, arguments] : calls_with_pane(missing, "0")) {
      CHECK_THAT(refusal(world, tool, arguments), Contains("does not exist; ") && !Contains("secret,") &&
                                                      !Contains("secret-") && !Contains("\"secret\""));
    }
  }
  for (const char* tool : {"list_sessions", "session_status"})
    CHECK_THAT(said(world, tool, "{}"),
               !Contains("\"secret") && !Contains("secret-l") && !Contains("secret-g"));
  const auto names = world.tmux().session_names();
  const auto open =
      std::count_if(names.begin(), names.end(), [](const auto& name) { return name.starts_with("a"); });
  CHECK(allowed(world, "list_sessions", "{}")["count"].integer() == open);
  // Two of them share a window with a hidden one.
  CHECK(allowed(world, "session_status", "{}")["sessions"].integer() == open - 2);
  CHECK(allowed(world, "search_output", object("pattern", "mark-"))["sessions"].integer() == open - 2);
}

TEST_CASE("policy: a name that is taken leads to one that may be had, and tells of no hidden one") {
  PolicyWorld world;
  world.add({"a-own-2"});
  world.serve({"--deny", "a-own-2"});
  const std::string error = refusal(world, "new_session", object("name", "a-own"));
  CHECK_THAT(error, Contains("may not be yours") && !Contains("a-own-"));
  CHECK_THAT(refusal(world, "new_session", object("name", "a-own-2")), Contains("no session may be called"));
}

TEST_CASE("policy: of several sessions, one that is not allowed refuses the call as a whole") {
  PolicyWorld world;
  world.serve({"--own", "--allow", "a*"});
  for (const char* tool : {"kill_session", "wait_for", "session_status"}) {
    const std::string arguments = object("names", Raw{list({"a-own", "secret"})});
    CHECK_THAT(refusal(world, tool, arguments), Contains("\"secret\" does not exist (outside --allow)"));
  }
  CHECK_THAT(
      refusal(world, "search_output", object("pattern", "mark", "names", Raw{list({"a-own", "secret"})})),
      Contains(kOutside));
  CHECK_THAT(refusal(world, "kill_session", object("names", Raw{list({"a-own", "a-foreign"})})),
             Contains("\"a-foreign\" was not made by sessions-mcp"));
}

TEST_CASE("policy: new_session and run_command make nothing by a name that does not fit") {
  PolicyWorld world;
  world.serve(kAllow);
  CHECK_THAT(refusal(world, "new_session", object("name", "b")),
             Contains("Choose a name that fits --allow a*."));
  CHECK_THAT(refusal(world, "run_command", object("name", "b", "command", "true", "create", true)),
             Contains("no session may be called \"b\" here"));
}

TEST_CASE("policy: calls for one session take effect in the order in which they came") {
  PolicyWorld world;
  world.serve(kAllow);
  std::string expected;
  constexpr int kCalls = 60;
  for (int i = 0; i < kCalls; ++i) {
    const std::string keys = "<" + std::to_string(i) + ">";
    expected += keys;
    world.server().send(stateless_call_request(std::to_string(100 + i), "send_keys",
                                               object("name", "a-own", "keys", keys, "enter", false)));
  }
  for (int i = 0; i < kCalls; ++i)
    CHECK_FALSE(is_error(world.server().reply(std::to_string(100 + i))["result"]));
  CHECK(wait_until([&] {
    const std::string shown = world.tmux().must({"capture-pane", "-p", "-J", "-t", "=a-own:"});
    return shown.find(expected) != std::string::npos;
  }));
}

TEST_CASE("policy: what a call waits for in its turn is judged when the turn comes") {
  PolicyWorld world;
  world.serve(kAllow);
  const std::string go = world.tmux() / "go";
  write_file(world.tmux() / ".bash_profile",
             "PS1='$ '\nwhile [ ! -e " + go + " ]; do read -t 0.05 -n 1000; done\n");
  ServerProcess& server = world.server();
  server.send(stateless_call_request("1", "new_window", object("name", "a-own", "command", "true")));
  server.send(stateless_call_request("2", "send_keys", object("name", "a-own", "keys", "too late")));
  REQUIRE(server.ask("3", stateless_request("3", "ping"))["id"].exists());
  REQUIRE(wait_until([&] { return world.told("a-own", "#{session_windows}") == "2"; }));
  world.tmux().must({"link-window", "-d", "-s", "=a-own:0", "-t", "=secret:5"});
  write_file(go, "");
  CHECK_THAT(text_of(server.reply("2")["result"]), Contains(kShares));
  CHECK(server.reply("1")["id"].exists());
  CHECK_THAT(world.tmux().must({"capture-pane", "-p", "-t", "=a-own:0"}), !Contains("too late"));
}
