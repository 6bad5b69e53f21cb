// Whose a session is: which client has had it made, in both eras of the protocol and at a shell, for as long as it lives.
#include <algorithm>
#include <ctime>
#include <string>

#include "support/e2e/keep_path.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kBy = "@smcp-made-by";
constexpr const char* kAt = "@smcp-made-at";

/// A server whose client has said who it is at the handshake.
class Client {
 public:
  Client(const PrivateTmux& tmux, const std::string& client_info) : server_({tmux.environment(), {}}) {
    const std::string params =
        object("protocolVersion", "2025-06-18", "capabilities", Raw{"{}"}, "clientInfo", Raw{client_info});
    const Json reply = server_.ask("0", request("0", "initialize", params));
    REQUIRE(reply["result"].exists());
    server_.send(notification("notifications/initialized"));
  }
  Json call(const std::string& tool, const std::string& arguments) {
    const std::string id = std::to_string(++calls_);
    const Json result = server_.ask(id, call_request(id, tool, arguments), kPatience * 2)["result"];
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
    return result;
  }
  [[nodiscard]] Json sessions() { return call("list_sessions", "{}")["structuredContent"]["sessions"]; }
  [[nodiscard]] ExitStatus finish() { return server_.finish(); }

 private:
  ServerProcess server_;
  int calls_ = 0;
};

std::string who(const std::string& name, const std::string& version) {
  return object("name", name, "version", version);
}

/// Who has made the session of this name; "" if it is not said.
std::string maker_in(const Json& sessions, std::string_view name) {
  for (const Json& session : sessions.items()) {
    if (session["name"].string() == name)
      return session["made_by"].exists() ? session["made_by"].string() : std::string();
  }
  FAIL("no session " << name);
  return {};
}

std::string option(const PrivateTmux& tmux, const std::string& session, const std::string& name) {
  return tmux.must({"show-options", "-qv", "-t", session, name});
}

std::string line_of(const std::string& text, const std::string& name) {
  const auto at = ("\n" + text).find("\n" + name + ": ");
  REQUIRE(at != std::string::npos);
  return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("made by: the client of the handshake, told by list_sessions and session_status") {
  const PrivateTmux tmux;
  keep_path(tmux);
  tmux.start_job("theirs", "exec cat");
  Client client(tmux, who("claude-code", "2.1.0"));
  const std::time_t before = std::time(nullptr);
  client.call("new_session", object("name", "job"));
  client.call("run_command", object("name", "other", "command", "echo done", "create", true));
  const Json sessions = client.sessions();
  CHECK(maker_in(sessions, "job") == "claude-code 2.1.0");
  CHECK(maker_in(sessions, "other") == "claude-code 2.1.0");
  CHECK(maker_in(sessions, "theirs").empty());
  CHECK(option(tmux, "=job:", kBy) == "claude-code 2.1.0");
  const long long at = std::stoll(option(tmux, "=job:", kAt));
  CHECK(at >= before);
  CHECK(at <= std::time(nullptr));
  const std::string status = text_of(client.call("session_status", "{}"));
  INFO(status);
  CHECK(line_of(status, "job").find(" · by claude-code 2.1.0 · idle ") != std::string::npos);
  CHECK(line_of(status, "theirs").find(" · by ") == std::string::npos);
  CHECK(client.finish() == ExitStatus{});
}

TEST_CASE("made by: the client that a stateless request names, and this program if none is named") {
  LiveServer live;
  const auto make = [&](const std::string& name, const std::string& client_info) {
    const std::string meta =
        object("io.modelcontextprotocol/protocolVersion", kStateless, "io.modelcontextprotocol/clientInfo",
               Raw{client_info}, "io.modelcontextprotocol/clientCapabilities", Raw{"{}"});
    const std::string params =
        object("_meta", Raw{meta}, "name", "new_session", "arguments", Raw{object("name", name)});
    const Json reply = live.server.ask("\"" + name + "\"", request("\"" + name + "\"", "tools/call", params));
    REQUIRE_FALSE(is_error(reply["result"]));
  };
  make("a", who("codex", "0.171"));
  make("b", who("gemini-cli", ""));
  make("c", "{}");
  const Json sessions = live.ok("list_sessions")["sessions"];
  CHECK(maker_in(sessions, "a") == "codex 0.171");
  CHECK(maker_in(sessions, "b") == "gemini-cli");
  CHECK(maker_in(sessions, "c").starts_with("sessions-mcp "));
}

TEST_CASE("made by: this program where a person calls it at a shell") {
  const PrivateTmux tmux;
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), server_binary());
    const CommandResult result = run_command(arguments, tmux.environment(), {}, kPatience * 2);
    INFO(result.error);
    REQUIRE(result.exit == ExitStatus{});
    return result.output;
  };
  std::string version = run({"version"});
  version.pop_back();
  run({"call", "new_session", "name=job"});
  const Json sessions = Json::parse(run({"call", "list_sessions"}))["sessions"];
  CHECK(maker_in(sessions, "job") == version);
}

TEST_CASE("made by: it stays with the session over our end and over any name") {
  const PrivateTmux tmux;
  {
    Client client(tmux, who("claude-code", "2.1.0"));
    client.call("new_session", object("name", "job"));
    client.call("rename", object("name", "job", "to", "release"));
    CHECK(client.finish() == ExitStatus{});
  }
  tmux.must({"rename-session", "-t", "=release", "by hand"});
  Client other(tmux, who("codex", "1"));
  CHECK(maker_in(other.sessions(), "by hand") == "claude-code 2.1.0");
  // The name alone makes nobody's session ours.
  tmux.start_job("job", "exec cat");
  CHECK(maker_in(other.sessions(), "job").empty());
  CHECK(other.finish() == ExitStatus{});
}

TEST_CASE("made by: a session that a person groups with one of ours is not ours") {
  const PrivateTmux tmux;
  Client client(tmux, who("claude-code", "2.1.0"));
  client.call("new_session", object("name", "job"));
  tmux.must({"new-session", "-d", "-s", "same", "-t", "=job"});
  const Json sessions = client.sessions();
  CHECK(maker_in(sessions, "job") == "claude-code 2.1.0");
  CHECK(maker_in(sessions, "same").empty());
  CHECK(client.finish() == ExitStatus{});
}

TEST_CASE("made by: whatever a client calls itself is told in bounds, and breaks no answer") {
  const PrivateTmux tmux;
  Client client(tmux, who("#{pid}\tC# %41 'a\";\n\x1b[31m\u009b$(x)日本" + std::string(150, 'x'), "-1;"));
  client.call("new_session", object("name", "job", "command", "echo ready"));
  const Json sessions = client.sessions();
  CHECK(sessions.size() == 1);
  const std::string maker = maker_in(sessions, "job");
  CHECK(maker.starts_with("#{pid} C# %41 'a\"; [31m $(x)日本xxx"));
  CHECK(maker.size() == 100);
  const std::string status = line_of(text_of(client.call("session_status", "{}")), "job");
  INFO(status);
  CHECK(status.find(" · by #{pid} C# %41 'a\"; [31m $(x)日本… · ") != std::string::npos);
  CHECK(client.finish() == ExitStatus{});
}

TEST_CASE("made by: a value that somebody else has set breaks no answer") {
  LiveServer live;
  for (const std::string& name : {std::string("a"), std::string("b")}) live.tmux.start_job(name, "exec cat");
  live.tmux.must({"set-option", "-t", "=a:", kBy, "one\ttwo\nthree" + std::string(5000, 'x')});
  const Json list = live.ok("list_sessions");
  CHECK(list["count"].integer() == 2);
  CHECK(maker_in(list["sessions"], "a").starts_with("one two three"));
  CHECK(maker_in(list["sessions"], "a").size() == 100);
  CHECK(maker_in(list["sessions"], "b").empty());
}

TEST_CASE("made by: names that take two requests, and a session with an environment, are marked as well") {
  const PrivateTmux tmux;
  Client client(tmux, who("claude-code", "2.1.0"));
  client.call("new_session", object("name", "=job#{x}"));
  client.call("new_session", object("name", "env", "env", Raw{object("A", "1")}));
  const Json sessions = client.sessions();
  CHECK(maker_in(sessions, "=job#{x}") == "claude-code 2.1.0");
  CHECK(maker_in(sessions, "env") == "claude-code 2.1.0");
  CHECK(client.finish() == ExitStatus{});
}

TEST_CASE("made by: a hook that gives the name to a person's session does not make that one ours") {
  const auto* const hook =
      GENERATE("after-new-session", "session-created", "after-set-option", "after-new-window");
  const auto* const commands = GENERATE(
      "if -F '#{==:#{@done},}' { set -g @done 1 ; rename-session -t '=job:' ours ; rename-session -t "
      "'=theirs:' job }",
      "if -F '#{==:#{@done},}' { set -g @done 1 ; split-window -t '=job:' 'exec sleep 1000' ; "
      "rename-session -t '=job:' ours ; rename-session -t '=theirs:' job }");
  INFO(hook << ": " << commands);
  const PrivateTmux tmux;
  tmux.start_job("theirs", "exec cat");
  tmux.must({"set-hook", "-g", hook, commands});
  const std::string id = tmux.must({"display-message", "-p", "-t", "=theirs:", "#{session_id}"});
  ServerProcess server({tmux.environment(), {}});
  const Json made = server.call("new_session", object("name", "job"));
  INFO(text_of(made));
  tmux.must({"set-hook", "-gu", hook});
  CHECK(option(tmux, id, kBy).empty());
  CHECK(option(tmux, id, kAt).empty());
  // Where ours has been made, it is marked, by whatever name.
  const auto names = tmux.session_names();
  if (std::find(names.begin(), names.end(), "ours") != names.end())
    CHECK_FALSE(option(tmux, "=ours:", kBy).empty());
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("made by: a session that a hook makes meanwhile is not ours") {
  const auto* const hook = GENERATE("after-new-session", "session-created", "after-new-window");
  INFO(hook);
  const PrivateTmux tmux;
  tmux.start_job("theirs", "exec cat");
  tmux.must({"set-hook", "-g", hook,
             "if -F '#{==:#{@done},}' { set -g @done 1 ; new-session -d -s hooks 'exec cat' }"});
  Client client(tmux, who("claude-code", "2.1.0"));
  client.call("new_session", object("name", "job"));
  REQUIRE(wait_until([&] { return tmux.run({"has-session", "-t", "=hooks"}).exit == ExitStatus{}; }));
  const Json sessions = client.sessions();
  CHECK(maker_in(sessions, "job") == "claude-code 2.1.0");
  CHECK(maker_in(sessions, "hooks").empty());
  CHECK(maker_in(sessions, "theirs").empty());
  CHECK(client.finish() == ExitStatus{});
}
