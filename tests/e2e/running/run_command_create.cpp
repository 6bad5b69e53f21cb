// run_command create: one call makes the session and runs the command in it.
#include <filesystem>
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/shell_end.hpp"

using namespace smcp::test;

namespace {

/// The start-up file of the shells; the machine's would hide the tmux that is tested.
void configure(const PrivateTmux& tmux, const std::string& more = "") {
  write_file(tmux / ".bash_profile",
             "PATH=" + tmux.environment().at("PATH") + "\nPS1='$ '\nunset HISTFILE PROMPT_COMMAND\n" + more);
}

JobAnswer create(LiveServer& live, const std::string& command, const std::string& more = "") {
  return job_answer(live.server.call(
      "run_command", R"({"name":"a","create":true,"command":)" + json_string(command) + more + "}"));
}

std::string refused(LiveServer& live, const std::string& command, const std::string& more = "") {
  return live.error("run_command",
                    R"({"name":"a","create":true,"command":)" + json_string(command) + more + "}");
}

}  // namespace

TEST_CASE("run_command create: makes the session once, and tells so once") {
  LiveServer live;
  configure(live.tmux);
  const JobAnswer first = create(live, "echo one; (exit 3)");
  CHECK(first.text == "one");
  CHECK(first.exit_code() == 3);
  CHECK(first.about["created"].boolean());
  CHECK(first.about["session"].string() == "a");
  const std::string pane = live.tmux.must({"display-message", "-p", "-t", "=a:", "#{pane_id}"});
  CHECK(first.about["pane"].string() == pane);
  const JobAnswer second = create(live, "cd /; pwd");
  CHECK(second.text == "/");
  CHECK_FALSE(second.has("created"));
  const JobAnswer third = job_answer(live.server.call("run_command", object("name", "a", "command", "pwd")));
  CHECK(third.text == "/");
  CHECK_FALSE(third.has("created"));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"a"});
}

TEST_CASE("run_command create: with all that a new session can have") {
  LiveServer live;
  configure(live.tmux);
  const std::string folder = live.tmux / "folder";
  std::filesystem::create_directory(folder);
  const JobAnswer ran =
      create(live, "pwd; echo \"$A|$SHELL\"; stty size",
             R"(,"cwd":)" + json_string(folder) +
                 R"(,"env":{"A":"it's; #{x}"},"width":100,"height":30,"shell":"/bin/bash")");
  CHECK(ran.text == folder + "\nit's; #{x}|/bin/bash\n30 100");
}

TEST_CASE("run_command create: without it, an unknown session is an error that mentions it") {
  LiveServer live;
  CHECK(live.error("run_command", R"({"name":"a","command":"true"})") ==
        "session \"a\" does not exist; there are no sessions: create=true makes it");
  CHECK(live.error("run_command", R"({"name":"a","command":"true","cwd":"/"})").find("create=true") !=
        std::string::npos);
  live.tmux.start_job("other", "true");
  CHECK(live.error("run_command", R"({"name":"a","command":"true"})") ==
        "session \"a\" does not exist; sessions: other (create=true makes it)");
  CHECK(live.error("capture_pane", R"({"name":"a"})").ends_with("(start one with new_session)"));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"other"});
}

TEST_CASE("run_command create: what is for a new session is refused if it exists, and nothing runs") {
  LiveServer live;
  configure(live.tmux);
  create(live, "true");
  const std::string out = live.tmux / "out";
  for (const auto& [more, named] : {std::pair{R"(,"cwd":"/")", "cwd would"},
                                    std::pair{R"(,"env":{"A":"secret"},"height":30)", "env, height would"},
                                    std::pair{R"(,"width":80,"shell":"/bin/bash")", "width, shell would"}}) {
    const std::string error = refused(live, "echo x >> " + out, more);
    INFO(error);
    CHECK(error.starts_with("session \"a\" exists, and " + std::string(named)));
    CHECK(error.find("secret") == std::string::npos);
  }
  // Without create it is the same: it would not be done.
  CHECK(live.error("run_command", object("name", "a", "command", "echo x >> " + out, "cwd", "/"))
            .starts_with("session \"a\" exists, and cwd would"));
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("run_command create: what cannot be made or run leaves no session") {
  LiveServer live;
  CHECK(refused(live, "true", R"(,"cwd":"/no/such")").starts_with("cwd"));
  CHECK(refused(live, "true", R"(,"env":{"1":"x"})").starts_with("env"));
  CHECK(refused(live, "true", R"(,"shell":"/bin/cat")").starts_with("shell"));
  CHECK(refused(live, "true", R"(,"pane":"7")").find("has been removed") != std::string::npos);
  configure(live.tmux, "exit 4\n");
  // On a loaded machine it may end only after the look that its shell lives.
  const std::string ended = refused(live, "true");
  INFO(ended);
  CHECK((tells_end(live.tmux, ended, 4) ||
         ended.find("ended before it took the command") != std::string::npos));
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("run_command create: a shell that is none leaves no session") {
  LiveServer live;
  write_file(live.tmux / ".tmux.conf", "set -g default-command 'exec sleep 600'\n");
  const std::string error = refused(live, "true", R"(,"timeout_seconds":2)");
  INFO(error);
  CHECK(error.find("The session that was made for it has been removed.") != std::string::npos);
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("run_command create: start-up files that end the shell later leave no session") {
  LiveServer live;
  configure(live.tmux, "sleep 1; exit 4\n");
  const std::string error = refused(live, "true");
  INFO(error);
  CHECK(error.starts_with("the shell of the new session ended before it took the command; nothing was run."));
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
}

TEST_CASE("run_command create: what the configuration prints over the new pane is taken away") {
  for (const char* conf : {"run-shell -b 'echo hello'", "run-shell 'echo hello'", "set -g no-such-option 1",
                           "set-hook -g session-created 'run-shell \"echo hi\"'",
                           "set-hook -g after-new-window 'run-shell -b \"sleep 0.05; false\"'"}) {
    INFO(conf);
    LiveServer live;
    configure(live.tmux);
    write_file(live.tmux / ".tmux.conf", std::string(conf) + "\n");
    CHECK(create(live, "echo fine").text == "fine");
  }
}

TEST_CASE("run_command create: it runs in the pane that was made, whatever a hook has opened and selected") {
  for (const char* hook : {"split-window 'sleep 600'", "new-window 'sleep 600'"}) {
    INFO(hook);
    LiveServer live;
    configure(live.tmux);
    write_file(live.tmux / ".tmux.conf", "set-hook -g after-new-window \"" + std::string(hook) +
                                             " ; set-hook -gu after-new-window\"\n");
    const JobAnswer ran = create(live, "echo fine");
    CHECK(ran.text == "fine");
    CHECK(live.tmux.must({"list-panes", "-s", "-t", "=a:"}).find('\n') != std::string::npos);
  }
}

TEST_CASE("run_command create: the first prompt is awaited as long as the call may take") {
  // With as few variables as the tests have, a login shell would be asked for more, which takes these 4 s, too.
  LiveServer live({}, {{"SESSIONS_MCP_TIMEOUT", "2"}, {"EDITOR", "ed"}});
  configure(live.tmux, "sleep 4\n");
  const JobAnswer ran = create(live, "echo fine");
  CHECK(ran.text == "fine");
  live.ok("kill_session", object("name", "a"));
  const std::string late = refused(live, "echo fine", R"(,"timeout_seconds":1)");
  CHECK(late.find("has not come to its first prompt") != std::string::npos);
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("run_command create: cancelled before the command has begun, it leaves no session") {
  LiveServer live;
  configure(live.tmux, "sleep 600\n");
  live.server.send(
      stateless_call_request("7", "run_command", R"({"name":"a","create":true,"command":"true"})"));
  REQUIRE(wait_until([&] { return live.tmux.session_names() == std::vector<std::string>{"a"}; }));
  live.server.send(notification("notifications/cancelled", R"({"requestId":7})"));
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
}

TEST_CASE("run_command create: several at once make one session, and run one after the other") {
  LiveServer live;
  configure(live.tmux);
  for (const char* id : {"1", "2", "3"}) {
    live.server.send(
        stateless_call_request(id, "run_command", R"({"name":"a","create":true,"command":"echo here"})"));
  }
  int created = 0;
  for (const char* id : {"1", "2", "3"}) {
    const JobAnswer ran = job_answer(live.server.reply(id)["result"]);
    CHECK(ran.text == "here");
    if (ran.has("created")) ++created;
  }
  CHECK(created == 1);
}

TEST_CASE("run_command create: with wait=false, a job that runs") {
  LiveServer live;
  configure(live.tmux);
  const JobAnswer begun = create(live, "sleep 600", R"(,"wait":false)");
  CHECK(begun.about["running"].boolean());
  CHECK(begun.about["created"].boolean());
  CHECK(live.tmux.session_names() == std::vector<std::string>{"a"});
}

TEST_CASE("call: run_command create makes the session, and ends with the status of the command") {
  const PrivateTmux tmux;
  configure(tmux);
  const auto call = [&](const std::string& command) {
    return smcp::test::run_command(
        {server_binary(), "call", "run_command", "name=a", "create=true", "command=" + command},
        tmux.environment(), {}, kPatience);
  };
  const CommandResult first = call("echo hi; (exit 7)");
  CHECK(first.exit == ExitStatus{7, 0});
  CHECK(first.output == "hi\n");
  CHECK(first.error.find("\"created\":true") != std::string::npos);
  const CommandResult second = call("echo again");
  CHECK(second.exit == ExitStatus{0, 0});
  CHECK(second.error.find("created") == std::string::npos);
}
