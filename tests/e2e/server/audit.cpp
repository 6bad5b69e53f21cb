// --audit: one record for each call, in the order of the answers, and nothing in it that was hidden.
#include <csignal>
#include <sys/stat.h>

#include "e2e/command/at_shell.hpp"
#include "support/e2e/audit_file.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A shell that asks for nothing and shows its prompt.
void start_shell(const PrivateTmux& tmux, const std::string& name) {
  tmux.must({"new-session", "-d", "-s", name, "PS1='ready$ ' exec bash --norc --noprofile"});
  REQUIRE(tmux.shows(name, "ready$"));
}

/// One whose pane asks for a password without echo, and writes it to the file `told`.
void start_question(const PrivateTmux& tmux, const std::string& name) {
  tmux.start_job(name, "cd; stty -echo; printf 'Password: '; IFS= read -r x; printf '%s' \"$x\" > told; cat");
  REQUIRE(tmux.shows(name, "assword:"));
}

}  // namespace

TEST_CASE("audit: each call has one record that says who did what, where, and how it ended") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  start_shell(live.tmux, "a");
  const std::string pane = pane_of(live.tmux, "=a:");
  (void)live.server.call("run_command", object("name", "a", "command", "echo done"));
  (void)live.server.call("send_keys", object("name", "a", "keys", Raw{R"(["echo é","Enter"])"}));
  live.ok("rename", object("name", "a", "to", "b"));
  (void)live.server.call("capture_pane", object("name", "b"));
  (void)live.server.call("wait_for", object("name", "b", "timeout_seconds", 10));
  const std::string error = live.error("kill_session", object("name", "a"));
  live.ok("kill_session", object("names", Raw{R"(["b"])"}));
  CHECK(audit.told() ==
        "run_command ok\nsend_keys ok\nrename ok\ncapture_pane ok\nwait_for ok\nkill_session error\n"
        "kill_session ok\n");
  const auto records = audit.records();
  for (const Json& record : records) {
    CHECK(record["client"] == Json::parse(R"({"name":"test","version":"1"})"));
    CHECK(record["pid"].integer() == live.server.pid());
    CHECK_FALSE(record["version"].string().empty());
    CHECK(record["ms"].integer() >= 0);
    const std::string& time = record["time"].string();
    CHECK((time.size() == 24 && time[10] == 'T' && time[19] == '.' && time.back() == 'Z'));
  }
  CHECK(records[0]["command"].string() == "echo done");
  CHECK(records[1]["keys"] == Json::parse(R"(["echo é","Enter"])"));
  for (const std::size_t i : {0U, 1U, 3U, 4U}) CHECK(records[i]["pane"].string() == pane);
  CHECK(records[2]["session"].string() == "a");
  CHECK(records[2]["to"].string() == "b");
  CHECK(records[5]["error"].string() == error.substr(0, error.find('\n')));
  CHECK(records[6]["session"].string() == "b");
  CHECK(records[0]["effect"].string() == "changes");
  CHECK(records[2]["effect"].string() == "arranges");
  CHECK(records[3]["effect"].string() == "reads");
  CHECK(records[6]["effect"].string() == "destroys");
  struct stat found {};
  REQUIRE(::stat(audit.path().c_str(), &found) == 0);
  CHECK((found.st_mode & 07777U) == 0600);
}

TEST_CASE("audit: a job that is waited for by its id has its session in the record") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  start_shell(live.tmux, "a");
  const Json started =
      live.server.call("run_command", object("name", "a", "command", "sleep 0.2", "wait", false));
  const std::string job = Json::parse(text_of(started))["job"].string();
  (void)live.server.call("wait_for", object("job", job));
  const auto records = audit.records();
  REQUIRE(records.size() == 2);
  CHECK(records[1]["session"].string() == "a");
  CHECK(records[1]["pane"].string() == pane_of(live.tmux, "=a:"));
}

TEST_CASE("audit: what makes a session or a pane says which, and the client of a handshake is known") {
  const AuditFile audit;
  LiveServer live({}, {{"SESSIONS_MCP_AUDIT", audit.path()}});
  (void)live.server.ask("1", initialize_request("1", "2025-06-18"));
  const auto make = [&](const std::string& id, const char* tool, const std::string& arguments) {
    return live.server.ask(id, call_request(id, tool, arguments))["result"]["structuredContent"];
  };
  const Json session = make("2", "new_session", object("name", "a", "shell", "/bin/sh", "command", "echo 1"));
  const Json made = live.server.ask("3", call_request("3", "new_window", object("name", "a")))["result"];
  CHECK_FALSE(is_error(made));
  const std::string pane = Json::parse(text_of(made))["pane"].string();
  (void)make("4", "kill_pane", object("name", "a", "pane", pane));
  const auto records = audit.records();
  REQUIRE(records.size() == 3);
  CHECK(records[0]["pane"].string() == session["pane"].string());
  CHECK(records[0]["command"].string() == "echo 1");
  CHECK(records[1]["pane"].string() == pane);
  CHECK(records[2]["pane"].string() == pane);
  for (const Json& record : records) CHECK(record["client"]["name"].string() == "test");
}

TEST_CASE("audit: of what is typed, as much is written as was asked for") {
  const auto [setting, expected] = GENERATE(table<std::string, std::size_t>({{"full", 300}, {"short", 200}}));
  const AuditFile audit;
  LiveServer live({"--audit", audit.path(), "--audit-text", setting});
  live.tmux.start_job("a", "cat");
  const std::string text(300, 'x');
  (void)live.server.call("send_keys", object("name", "a", "keys", text));
  const auto records = audit.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0]["keys"].string() == text.substr(0, expected));
  CHECK(records[0]["bytes"].exists() == (expected < 300));
}

TEST_CASE("audit: with none, nothing that is typed is written, not even in an error") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()}, {{"SESSIONS_MCP_AUDIT_TEXT", "none"}});
  live.tmux.start_job("a", "cat");
  (void)live.server.call("send_keys", object("name", "a", "keys", "some words"));
  const std::string error = live.error("send_keys", object("name", "a", "keys", Raw{R"(["Ctrl+Enter"])"}));
  CHECK(error.find("Ctrl+Enter") != std::string::npos);
  CHECK(audit.told() == "send_keys ok\nsend_keys error\n");
  CHECK_FALSE(audit.holds("some words"));
  CHECK_FALSE(audit.holds("Ctrl+Enter"));
  CHECK_FALSE(audit.holds("\"keys\""));
}

TEST_CASE("audit: hidden text is written under no setting, however the call ends, and into no log") {
  const std::string setting = GENERATE("full", "short", "none");
  INFO(setting);
  const AuditFile audit;
  LiveServer live({"--audit", audit.path(), "--audit-text", setting});
  start_question(live.tmux, "w");
  live.tmux.must({"copy-mode", "-t", "=w:"});
  live.error("send_keys", object("name", "w", "keys", "s3cret"));
  live.error("send_keys", object("name", "gone", "keys", "s3cret"));
  (void)live.server.call("send_keys", object("name", "w", "keys", Raw{R"(["s3cret","Enter"])"}, "cancel_mode",
                                             true, "wait_for", "nothing", "wait_seconds", 1));
  CHECK(wait_until([&] { return read_file(live.tmux / "told") == "s3cret"; }));
  CHECK(audit.told() == "send_keys error\nsend_keys error\nsend_keys ok\n");
  CHECK_FALSE(audit.holds("s3cret"));
  CHECK(live.server.log().find("s3cret") == std::string::npos);
  if (setting == "none") return;
  CHECK(audit.records()[0]["keys"].string().starts_with("(withheld"));
  CHECK(audit.records()[2]["keys"].string() == "(hidden)");
}

TEST_CASE("audit: a secret that is given as a command to the program that asks for it is not written") {
  const std::string setting = GENERATE("full", "short", "none");
  INFO(setting);
  const AuditFile audit;
  LiveServer live({"--audit", audit.path(), "--audit-text", setting});
  start_question(live.tmux, "w");
  live.error("run_command", object("name", "w", "command", "s3cret"));
  live.tmux.start_job("busy", "sleep 1000");
  live.error("run_command", object("name", "busy", "command", "make"));
  CHECK(audit.told() == "run_command error\nrun_command error\n");
  CHECK_FALSE(audit.holds("s3cret"));
  if (setting == "none") return;
  CHECK(audit.records()[0]["command"].string() == "(hidden)");
  CHECK(audit.records()[1]["command"].string() == "make");
}

TEST_CASE("audit: calls that are cancelled have one record, in the order in which calls end") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  live.server.send(stateless_call_request("7", "wait_for", object("name", "a", "pattern", "never")));
  live.server.send(stateless_call_request(
      "8", "send_keys", object("name", "a", "keys", "shown", "wait_for", "never", "wait_seconds", 60)));
  REQUIRE(live.tmux.shows("a", "shown"));
  live.ok("has_session", object("name", "a"));
  live.server.send(notification("notifications/cancelled", object("requestId", 8)));
  live.server.send(notification("notifications/cancelled", object("requestId", 7)));
  live.server.send(notification("notifications/cancelled", object("requestId", 7)));
  live.ok("list_sessions");
  CHECK(audit.told() == "has_session ok\nsend_keys cancelled\nwait_for cancelled\nlist_sessions ok\n");
  CHECK(audit.records()[1]["keys"].string() == "shown");  // before it was cancelled
}

TEST_CASE("audit: calls that run when the client goes away or the server is ended are dropped") {
  const bool ended = GENERATE(true, false);
  INFO(ended);
  const AuditFile audit;
  PrivateTmux tmux;
  tmux.start_job("a", "cat");
  ServerProcess server({tmux.environment(), {"--audit", audit.path()}});
  server.send(stateless_call_request("7", "wait_for", object("name", "a", "pattern", "never")));
  (void)server.call("has_session", object("name", "a"));
  if (ended) {
    server.child().signal(SIGTERM);
  } else {
    server.close_output();
    server.send(stateless_call_request("8", "list_sessions"));
  }
  CHECK(server.child().wait() == ExitStatus{});
  CHECK(audit.told() ==
        "has_session ok\n" + std::string(ended ? "" : "list_sessions ok\n") + "wait_for dropped\n");
}

TEST_CASE("audit: a wait that the end of the input ends is answered, and so are calls that were asked") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  for (int i = 0; i < 20; ++i) {
    live.server.send(
        stateless_call_request(std::to_string(i), i % 2 == 0 ? "has_session" : "wait_for",
                               i % 2 == 0 ? object("name", "a") : object("name", "a", "pattern", "never")));
  }
  CHECK(live.server.finish() == ExitStatus{});
  // The answers come in the order of the records.
  const auto records = audit.records();
  REQUIRE(records.size() == 20);
  REQUIRE(live.server.unread().size() == 20);
  for (std::size_t i = 0; i < 20; ++i) {
    const bool waits = Json::parse(live.server.unread()[i])["id"].integer() % 2 == 1;
    CHECK(records[i]["tool"].string() == (waits ? "wait_for" : "has_session"));
    CHECK(records[i]["outcome"].string() == "ok");
  }
}

TEST_CASE("audit: what a limit refuses is recorded as refused, with who asked for it") {
  const auto [options, tool, arguments, why] =
      GENERATE(table<std::vector<std::string>, std::string, std::string, std::string>({
          {{"--read-only"}, "kill_session", R"({"name":"a"})", "--read-only"},
          {{"--tools", "core"}, "rename", R"({"name":"a","to":"b"})", "--tools core"},
          {{"--allow", "b*"}, "send_keys", R"({"name":"a","keys":"x"})", "outside --allow"},
          {{"--deny", "a"}, "capture_pane", R"({"name":"a"})", "excluded by --deny"},
          {{"--own"}, "kill_session", R"({"name":"a"})", "--own"},
      }));
  INFO(why);
  const AuditFile audit;
  std::vector<std::string> all = options;
  all.insert(all.end(), {"--audit", audit.path()});
  LiveServer live(all);
  live.tmux.start_job("a", "cat");
  (void)live.server.ask("1", stateless_call_request("1", tool, arguments));
  const auto records = audit.records();
  REQUIRE(records.size() == 1);
  CHECK(records[0]["tool"].string() == tool);
  CHECK(records[0]["outcome"].string() == "refused");
  CHECK(records[0]["error"].string().find(why) != std::string::npos);
  CHECK(records[0]["client"]["name"].string() == "test");
  CHECK_FALSE(records[0]["pane"].exists());
}

TEST_CASE("audit: several servers write whole lines to one file") {
  const AuditFile audit;
  PrivateTmux tmux;
  tmux.start_job("a", "cat");
  ServerProcess one({tmux.environment(), {"--audit", audit.path()}});
  ServerProcess two({tmux.environment(), {"--audit", audit.path()}});
  for (int i = 0; i < 10; ++i) {
    const std::string text(500, static_cast<char>('a' + i));
    one.send(stateless_call_request(std::to_string(i), "send_keys", object("name", "a", "keys", text)));
    two.send(stateless_call_request(std::to_string(i), "send_keys", object("name", "a", "keys", text)));
  }
  CHECK(one.finish() == ExitStatus{});
  CHECK(two.finish() == ExitStatus{});
  CHECK(audit.records().size() == 20);
}

TEST_CASE("audit: calls at a shell are recorded, those that only look on are not asked to") {
  const AuditFile audit;
  AtShell shell;
  shell.start_shell();
  CHECK(shell.run({"--audit", audit.path(), "call", "send_keys", "name=job", "keys=true"}).exit.status == 0);
  CHECK(shell.run({"--audit", audit.path(), "run", "job", "--", "exit 3"}).exit.status == 3);
  CHECK(shell.run({"list"}).exit.status == 0);
  CHECK(audit.told() == "send_keys ok\nrun_command ok\nwait_for ok\n");
  for (const Json& record : audit.records()) CHECK(record["client"].kind() == Json::Kind::null);
}
