// The pane that the server itself was started in: its session is not killed, and nothing is typed into it.
#include "support/e2e/inhabited.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string refusal(ServerProcess& server, std::string_view tool, std::string_view arguments) {
  const Json result = server.call(tool, arguments);
  INFO(text_of(result));
  CHECK(is_error(result));
  return text_of(result);
}

}  // namespace

TEST_CASE(
    "own pane: neither killed nor typed into, by the environment, while its neighbours are as any other") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  tmux.start_job("other", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  const std::string neighbour =
      tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=me:", "cat"});
  ServerProcess server({inside(tmux, own), {}});
  const std::string before = tmux.fingerprint("me");
  CHECK(refusal(server, "send_keys", object("name", "me", "keys", "x")).starts_with(kOwn));
  CHECK(refusal(server, "send_keys", object("name", "me", "keys", "C-c", "pane", own)).starts_with(kOwn));
  CHECK(refusal(server, "run_command", object("name", "me", "command", "echo x")).starts_with(kOwn));
  const std::string killed = refusal(server, "kill_session", object("name", "me"));
  CHECK(killed.starts_with(kOwn));
  CHECK(killed.find("--allow-self") != std::string::npos);
  const std::string ended = refusal(server, "kill_pane", object("name", "me", "pane", own));
  CHECK(ended.starts_with(kOwn));
  CHECK(ended.find("--allow-self") != std::string::npos);
  CHECK(tmux.fingerprint("me") == before);
  CHECK_FALSE(
      is_error(server.call("send_keys", object("name", "me", "keys", "next door", "pane", neighbour))));
  CHECK(wait_until([&] {
    return tmux.must({"capture-pane", "-p", "-t", neighbour}).find("next door\nnext door") !=
           std::string::npos;
  }));
  CHECK_FALSE(is_error(server.call("capture_pane", object("name", "me"))));
  CHECK_FALSE(is_error(server.call("kill_pane", object("name", "me", "pane", neighbour))));
  CHECK_FALSE(is_error(server.call("kill_session", object("name", "other"))));
  CHECK(tmux.session_names() == std::vector<std::string>{"me"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: it is the same one wherever it goes, and its session is killed once it has gone") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  tmux.start_job("other", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  tmux.must({"split-window", "-d", "-t", "=me:", "cat"});
  ServerProcess server({inside(tmux, own), {}});
  tmux.must({"break-pane", "-d", "-s", own, "-t", "=other:5"});
  CHECK(refusal(server, "send_keys", object("name", "other", "keys", "x", "pane", "5")).starts_with(kOwn));
  CHECK(refusal(server, "kill_session", object("name", "other")).starts_with(kOwn));
  CHECK_FALSE(is_error(server.call("send_keys", object("name", "me", "keys", "x"))));
  CHECK_FALSE(is_error(server.call("kill_session", object("name", "me"))));
  CHECK(tmux.session_names() == std::vector<std::string>{"other"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: a session that is not the last to hold its window may go") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  tmux.start_job("other", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  ServerProcess server({inside(tmux, own), {}});
  const bool grouped = GENERATE(true, false);
  if (grouped) {
    tmux.must({"new-session", "-d", "-s", "same", "-t", "=me"});
  } else {
    tmux.must({"link-window", "-d", "-s", "=me:0", "-t", "=me:7"});  // still in no other
    CHECK(refusal(server, "kill_session", object("name", "me")).starts_with(kOwn));
    tmux.must({"new-session", "-d", "-s", "same", "cat"});
    tmux.must({"link-window", "-d", "-s", "=me:0", "-t", "=same:3"});
  }
  CHECK(refusal(server, "send_keys", object("name", "same", "keys", "x", "pane", own)).starts_with(kOwn));
  CHECK_FALSE(is_error(server.call("kill_session", object("name", "me"))));
  CHECK(refusal(server, "kill_session", object("name", "same")).starts_with(kOwn));
  CHECK(tmux.session_names() == std::vector<std::string>{"other", "same"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: found by the terminal of a parent where no environment was handed on") {
  const PrivateTmux tmux;
  const Inhabited pane(tmux, "me");
  const std::string before = GENERATE("", "env -u TMUX -u TMUX_PANE", "setsid -w env -u TMUX -u TMUX_PANE");
  INFO(before);
  for (const char* words :
       {"kill_session name=me", "send_keys name=me keys=x", "run_command name=me command=ls"}) {
    const std::string said = pane.call(before, words);
    INFO(said);
    CHECK(said.starts_with(kOwn));
    CHECK(said.ends_with(" exit 1\n"));
  }
  const std::string found = pane.call(before + " env", "has_session name=me");
  CHECK(found.ends_with("\"exists\":true}\n exit 0\n"));
}

TEST_CASE("own pane: --allow-self, and the variable that stands for it, lift all of that") {
  const PrivateTmux tmux;
  tmux.start_job("me", "read -r line; echo \"<$line>\"");
  tmux.start_job("other", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  const bool by_option = GENERATE(true, false);
  ServerOptions options{inside(tmux, own), {}};
  if (by_option) {
    options.arguments = {"--allow-self"};
  } else {
    options.environment["SESSIONS_MCP_ALLOW_SELF"] = "1";
  }
  ServerProcess server(options);
  CHECK_FALSE(is_error(server.call("send_keys", object("name", "me", "keys", "to myself"))));
  CHECK(tmux.shows("me", "<to myself>"));
  tmux.must({"split-window", "-d", "-t", "=me:", "cat"});
  CHECK_FALSE(is_error(server.call("kill_pane", object("name", "me", "pane", own))));
  CHECK_FALSE(is_error(server.call("kill_session", object("name", "me"))));
  CHECK(tmux.session_names() == std::vector<std::string>{"other"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: a pane of the same number in another server is not it") {
  const PrivateTmux mine;
  const PrivateTmux theirs;
  mine.start_job("me", "exec cat");
  theirs.start_job("me", "exec cat");
  const Environment environment = merged(inside(mine, "%0"), theirs.environment());
  ServerProcess server({environment, {"--socket-path", theirs.socket()}});
  CHECK_FALSE(is_error(server.call("send_keys", object("name", "me", "keys", "x"))));
  CHECK_FALSE(is_error(server.call("kill_session", object("name", "me"))));
  CHECK(mine.session_names() == std::vector<std::string>{"me"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: keys for a pane that is synchronised with it are refused, too") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  const std::string neighbour = tmux.must({"split-window", "-P", "-F", "#{pane_id}", "-t", "=me:", "cat"});
  tmux.must({"set-option", "-w", "-t", "=me:", "synchronize-panes", "on"});
  ServerProcess server({inside(tmux, own), {}});
  const std::string said = refusal(server, "send_keys", object("name", "me", "keys", "x"));
  CHECK(said.starts_with(kOwn));
  CHECK(said.find("synchronize-panes") != std::string::npos);
  CHECK(refusal(server, "run_command", object("name", "me", "command", "ls")).starts_with(kOwn));
  CHECK(tmux.must({"capture-pane", "-p", "-t", own}).find('x') == std::string::npos);
  CHECK(tmux.must({"capture-pane", "-p", "-t", neighbour}).find('x') == std::string::npos);
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: doctor says which one it is") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  const auto doctor = [&](const Environment& environment, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), server_binary());
    arguments.emplace_back("doctor");
    const CommandResult result = run_command(arguments, environment, {}, kPatience * 2);
    CHECK(result.exit == ExitStatus{});
    return result.output;
  };
  CHECK(doctor(inside(tmux, "%0"), {}).find("own pane      %0: kill_session") != std::string::npos);
  CHECK(doctor(inside(tmux, "%0"), {"--allow-self"}).find("own pane      %0: because of --allow-self") !=
        std::string::npos);
  CHECK(doctor(inside(tmux, "%7"), {}).find("own pane") == std::string::npos);
}

TEST_CASE("own pane: lists mark it, whatever is allowed, and say nothing of the others") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  tmux.start_job("other", "exec cat");
  const std::string own = pane_of(tmux, "=me:");
  tmux.must({"split-window", "-d", "-t", "=me:", "cat"});
  tmux.must({"new-session", "-d", "-s", "same", "-t", "=me"});
  ServerOptions options{inside(tmux, own), {}};
  if (GENERATE(false, true)) options.arguments = {"--allow-self"};
  ServerProcess server(options);
  const auto about = [&](std::string_view tool, std::string_view arguments) {
    const Json result = server.call(tool, arguments);
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
    return result;
  };
  const Json sessions = about("list_sessions", "{}")["structuredContent"]["sessions"];
  CHECK(sessions.size() == 3);
  for (const Json& session : sessions.items()) {
    const std::string name = session["name"].string();
    INFO(name);
    CHECK(session["holds_this_assistant"].exists() == (name != "other"));
    CHECK((name == "other" || session["holds_this_assistant"].boolean()));
  }
  const Json panes =
      about("list_windows", object("name", "me"))["structuredContent"]["windows"][0]["pane_list"];
  CHECK(panes.size() == 2);
  for (const Json& pane : panes.items()) {
    CHECK(pane["runs_this_assistant"].exists() == (pane["id"].string() == own));
    CHECK((pane["id"].string() != own || pane["runs_this_assistant"].boolean()));
  }
  const std::string status = text_of(about("session_status", "{}"));
  INFO(status);
  const std::string mark = " · this assistant runs here · idle ";
  CHECK(status.find("me: waiting for input (cat)" + mark) != std::string::npos);
  CHECK(status.find("same: waiting for input (cat)" + mark) != std::string::npos);
  CHECK(status.find("other: waiting for input (cat) · idle ") != std::string::npos);
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("own pane: on a server without sessions it is looked for, and is nowhere") {
  const PrivateTmux tmux;
  tmux.start_job("me", "exec cat");
  tmux.must({"set-option", "-g", "exit-empty", "off"});
  const Environment environment = inside(tmux, "%0");
  ServerProcess server({environment, {}});
  tmux.must({"kill-session", "-t", "=me"});
  CHECK(text_of(server.call("list_sessions", "{}")) == R"({"count":0,"sessions":[]})");
  CHECK_FALSE(is_error(server.call("session_status", "{}")));
  CHECK(text_of(server.call("has_session", object("name", "me"))) == R"({"name":"me","exists":false})");
  CHECK(server.finish() == ExitStatus{});
  CHECK(run_command({server_binary(), "doctor"}, environment, {}, kPatience * 2).exit == ExitStatus{});
}

TEST_CASE("own pane: where it is in no pane of the server, nothing is marked") {
  LiveServer live;
  live.tmux.start_job("me", "exec cat");
  CHECK_FALSE(live.ok("list_sessions")["sessions"][0]["holds_this_assistant"].exists());
  CHECK_FALSE(
      live.ok("list_windows", object("name", "me"))["windows"][0]["pane_list"][0]["runs_this_assistant"]
          .exists());
}
