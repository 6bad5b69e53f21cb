// sessions-mcp call: everything is printed, text alone on standard output, and the exit status tells how it went.
#include "support/e2e/live_server.hpp"
#include "support/holds.hpp"

using namespace smcp::test;

namespace {

struct Calls {
  CommandResult call(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {server_binary(), "call"});
    return run_command(arguments, tmux.environment(), {}, kPatience * 2);
  }
  /// The session "job", at its prompt.
  void start_shell() const {
    tmux.must({"new-session", "-d", "-s", "job", "PS1='ready$ ' exec bash --norc --noprofile"});
    REQUIRE(tmux.shows("job", "ready$"));
  }
  CommandResult run(const std::string& command, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"run_command", "name=job", "command=" + command});
    return call(std::move(more));
  }
  /// The object about the answer.
  static Json about(const CommandResult& said) {
    return Json::parse(said.error.substr(0, said.error.find('\n')));
  }

  PrivateTmux tmux;
};

}  // namespace

TEST_CASE("call: run_command exits with the command's status, its output alone on standard output") {
  const Calls calls;
  calls.start_shell();
  const CommandResult seven = calls.run("echo hi; (exit 7)");
  CHECK(seven.exit == ExitStatus{7, 0});
  CHECK(seven.output == "hi\n");
  CHECK(Calls::about(seven)["exit_code"].integer() == 7);
  CHECK(Calls::about(seven)["pane"].string().starts_with('%'));
  CHECK(Calls::about(seven)["cursor"].exists());
  const CommandResult silent = calls.run("true");
  CHECK(silent.exit == ExitStatus{});
  CHECK(silent.output.empty());
  CHECK(Calls::about(silent)["exit_code"].integer() == 0);
  CHECK(calls.run("false").exit == ExitStatus{1, 0});
  // A command may exit with what we say ourselves; the object tells which it was.
  const CommandResult three = calls.run("(exit 3)");
  CHECK(three.exit == ExitStatus{3, 0});
  CHECK(Calls::about(three)["exit_code"].integer() == 3);
  CHECK_FALSE(holds(three.error, "still running"));
}

TEST_CASE("call: a command that goes on is status 3 and a word, and its end is that of wait_for job") {
  const Calls calls;
  calls.start_shell();
  const CommandResult running = calls.run("echo hi; read x; (exit 5)", {"timeout_seconds=1"});
  CHECK(running.exit == ExitStatus{3, 0});
  CHECK(running.output == "hi\n");
  const Json about = Calls::about(running);
  CHECK(about["running"].boolean());
  CHECK(holds(running.error, "sessions-mcp: still running as job " + about["job"].string()));
  const std::vector<std::string> wait = {"wait_for", "name=job", "job=" + about["job"].string(),
                                         "timeout_seconds=1"};
  CHECK(calls.call(wait).exit == ExitStatus{3, 0});
  // It is refused while something runs, and that is not a command's status.
  const CommandResult refused = calls.run("true");
  CHECK(refused.exit == ExitStatus{1, 0});
  CHECK(refused.output.empty());
  CHECK(holds(refused.error, "busy"));
  CHECK(calls.call({"send_keys", "name=job", "keys=x"}).exit == ExitStatus{});
  std::vector<std::string> patient = wait;
  patient.back() = "timeout_seconds=60";
  const CommandResult ended = calls.call(patient);
  CHECK(ended.exit == ExitStatus{5, 0});
  CHECK(Calls::about(ended)["outcome"].string() == "finished");
  // Not waited for, all that was asked has been done.
  const CommandResult started = calls.run("sleep 60", {"wait=false"});
  CHECK(started.exit == ExitStatus{});
  CHECK(started.output.empty());
  CHECK(Calls::about(started)["running"].boolean());
}

TEST_CASE("call: wait_for that times out is told from one that matched, and from one that never will") {
  const Calls calls;
  calls.start_shell();
  const CommandResult timeout = calls.call({"wait_for", "name=job", "pattern=never", "timeout_seconds=1"});
  CHECK(timeout.exit == ExitStatus{3, 0});
  CHECK(timeout.output.empty());
  CHECK(Calls::about(timeout)["outcome"].string() == "timeout");
  CHECK_FALSE(holds(timeout.error, "still running"));
  const std::string since =
      Json::parse(calls.call({"send_keys", "name=job", "keys=echo $((40+2))"}).output)["cursor"].string();
  const CommandResult matched = calls.call({"wait_for", "name=job", "pattern=^42$", "since=" + since});
  CHECK(matched.exit == ExitStatus{});
  CHECK(holds(matched.output, "42\n"));
  CHECK(Calls::about(matched)["outcome"].string() == "matched");
  REQUIRE(calls.call({"new_session", "name=other", "command=sleep 1; exit"}).exit == ExitStatus{});
  const CommandResult gone = calls.call({"wait_for", "name=other", "pattern=never"});
  CHECK(gone.exit == ExitStatus{4, 0});
  CHECK(Calls::about(gone)["outcome"].string() == "gone");
}

TEST_CASE("call: every tool that answers with text prints it and the object about it") {
  const Calls calls;
  const std::string since =
      Json::parse(calls.call({"new_session", "name=job", "command=seq 1 5"}).output)["cursor"].string();
  CommandResult captured;
  REQUIRE(wait_until([&] {  // with the prompt below it
    captured = calls.call({"capture_pane", "name=job", "lines=3"});
    return captured.output.starts_with("4\n5\n");
  }));
  const Json about = Calls::about(captured);
  CHECK(about["lines"].integer() == 3);
  CHECK(captured.error.ends_with("}\n"));
  const CommandResult polled = calls.call({"capture_pane", "name=job", "since=" + about["cursor"].string()});
  CHECK(polled.exit == ExitStatus{});
  CHECK(polled.output.empty());
  CHECK(Calls::about(polled)["unchanged"].boolean());
  CHECK(holds(calls.call({"capture_pane", "name=job", "since=" + since}).output, "\n1\n2\n3\n4\n5\n"));
  const CommandResult found = calls.call({"search_output", "pattern=^4$"});
  CHECK(holds(found.output, ": 4\n"));
  CHECK(Calls::about(found)["matches"].integer() == 1);
  const CommandResult status = calls.call({"session_status"});
  CHECK(status.output.starts_with("job: "));
  CHECK(Calls::about(status)["since"].exists());
  // One object is the result itself.
  const CommandResult listed = calls.call({"list_sessions"});
  CHECK(Json::parse(listed.output)["count"].integer() == 1);
  CHECK(listed.error.empty());
}

TEST_CASE("call: kill_session of several, one of which is not there, is status 1, and the others are gone") {
  const Calls calls;
  for (const char* name : {"a", "b", "stays"}) calls.tmux.start_job(name, "exec cat");
  const CommandResult killed = calls.call({"kill_session", "names=a", "names=nobody", "names=b"});
  CHECK(killed.exit == ExitStatus{1, 0});
  const Json answer = Json::parse(killed.output);
  CHECK(answer["killed"].integer() == 2);
  CHECK(answer["failed"].size() == 1);
  CHECK(calls.tmux.session_names() == std::vector<std::string>{"stays"});
  CHECK(calls.call({"kill_session", "names=stays"}).exit == ExitStatus{});
}
