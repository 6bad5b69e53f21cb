// Sessions on another machine, by the user's OpenSSH: here an sshd of the test's own on loopback.
#include <algorithm>
#include <csignal>
#include <filesystem>

#include "support/contains.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/live_server.hpp"
#include "support/e2e/patient_calls.hpp"
#include "support/e2e/through_ssh.hpp"
#include "support/e2e/waited.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using Catch::Matchers::StartsWith;

TEST_CASE("ssh: a job there from its session's start to its end") {
  ThroughSsh far;
  REQUIRE_SSHD(far.machine);
  CHECK(far.about("list_sessions")["count"].integer() == 0);
  // This starts the tmux server there.
  const Json made = far.about("new_session", R"({"name":"far:build"})");
  CHECK(made["name"].string() == "far:build");
  CHECK(far.machine.tmux().session_names() == std::vector<std::string>{"build"});
  CHECK(far.here.run({"has-session"}).exit != ExitStatus{});
  const JobAnswer ran = job_answer(
      far.ok("run_command", object("name", "far:build", "command", "echo one; echo two; (exit 3)")));
  CHECK(ran.text == "one\ntwo");
  CHECK(ran.exit_code() == 3);
  CHECK(ran.about["session"].string() == "far:build");
  CHECK_THAT(ran.about["job"].string(), StartsWith("far:%"));
  const Json job = far.about("wait_for", object("job", ran.about["job"].string()));
  CHECK(job["exit_code"].integer() == 3);
  const Waited typed = waited(
      far.ok("send_keys",
             R"({"name":"far:build","keys":"sleep 0.3; echo do''ne","wait_for":"^done","wait_seconds":20})"));
  CHECK(typed.outcome() == "matched");
  const Json again =
      far.ok("capture_pane", object("name", "far:build", "since", typed.about["cursor"].string()));
  CHECK(text_of(again).find("one") == std::string::npos);
  CHECK_THAT(text_of(far.ok("session_status")), StartsWith("far:build: "));
  CHECK_THAT(text_of(far.ok("search_output", R"({"pattern":"^two$"})")), Contains("far:build"));
  CHECK(far.about("list_windows", R"({"name":"far:build"})")["session"].string() == "far:build");
  CHECK(far.about("rename", R"({"name":"far:build","to":"built"})")["session"].string() == "far:built");
  CHECK(far.about("kill_session", R"({"name":"far:built"})")["killed"].boolean());
  CHECK(far.about("has_session", R"({"name":"far:built"})")["exists"].boolean() == false);
  CHECK_THAT(far.error("capture_pane", R"({"name":"far:built"})"), Contains("far:built"));
}

TEST_CASE("ssh: what runs there is typed into as at home, and a job that goes on is waited for") {
  ThroughSsh far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  const JobAnswer begun = job_answer(far.ok(
      "run_command", R"({"name":"far:work","command":"read -p 'Name? ' n; echo hello $n","wait":false})"));
  REQUIRE(far.machine.tmux().shows("work", "Name?"));
  far.ok("send_keys", R"({"name":"far:work","keys":"Ada"})");
  const Json ended = far.about("wait_for", object("job", begun.about["job"].string(), "timeout_seconds", 20));
  CHECK(ended["exit_code"].integer() == 0);
  CHECK(far.machine.tmux().shows("work", "hello Ada"));
}

TEST_CASE("ssh: a wait outlives the connection, and so does a command") {
  ThroughSsh far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  CHECK(far.about("list_sessions")["count"].integer() == 1);
  const std::string go = far.machine.tmux() / "go";
  const std::string command = "until test -e " + go + "; do sleep 0.05; done; echo it is over; (exit 4)";
  const JobAnswer begun =
      job_answer(far.ok("run_command", object("name", "far:work", "command", command, "wait", false)));
  far.server.send(stateless_call_request(
      "7", "wait_for", object("name", "far:work", "pattern", "^it is over", "timeout_seconds", 40)));
  far.server.send(stateless_call_request("8", "wait_for",
                                         object("job", begun.about["job"].string(), "timeout_seconds", 40)));
  const pid_t master = far.master();
  REQUIRE(::kill(master, SIGKILL) == 0);
  // What asks while the link is down makes it anew, and says so if it was on its way.
  REQUIRE(wait_until([&] { return far.about("list_sessions")["count"].integer() == 1; }));
  CHECK(far.master() != master);
  write_file(go, "");
  const Waited found = waited(far.server.reply("7")["result"]);
  CHECK(found.outcome() == "matched");
  CHECK(found.about["line"].string() == "it is over");
  const Json job = far.server.reply("8")["result"];
  CHECK(Json::parse(text_of(job, job["content"].size() - 1))["exit_code"].integer() == 4);
}

TEST_CASE("ssh: a machine that is not reached costs its own line, with the host and what to do") {
  ThroughSsh far({"--server", "off=ssh:off"});
  REQUIRE_SSHD(far.machine);
  far.machine.configure("Host off\nHostname 127.0.0.1\nPort 1\n");
  far.start("work");
  far.here.start_job("home", "true");
  const Json listed = far.about("list_sessions");
  CHECK(listed["count"].integer() == 2);
  REQUIRE(listed["errors"].size() == 1);
  CHECK_THAT(listed["errors"].items().front().string(),
             StartsWith("off: unreachable: ") && Contains("Connection refused"));
  const std::string status = text_of(far.ok("session_status"));
  CHECK_THAT(status, Contains("home: ") && Contains("far:work: ") && Contains("off: unreachable: "));
  CHECK_THAT(far.error("capture_pane", R"({"name":"off:x"})"),
             Contains("ssh did not get to off") && Contains("No sshd listens there"));
}

TEST_CASE("ssh: a socket of another user is refused, with the host and what to do") {
  const PrivateTmux of_another(nullptr);
  of_another.start_job("theirs", "true");
  ThroughSsh far({"--server", "theirs=ssh:far:" + of_another.socket()});
  REQUIRE_SSHD(far.machine);
  if (far_user() == nullptr) {
    WARN("not tested: whoever is behind that ssh is this user");
    return;
  }
  const std::string refusal =
      "far: error connecting to " + of_another.socket() +
      " (Permission denied). The socket belongs to another user; log in as that user ";
  CHECK_THAT(far.error("capture_pane", R"({"name":"theirs:theirs"})"), StartsWith(refusal));
  CHECK_THAT(far.error("new_session", R"({"name":"theirs:mine"})"), StartsWith(refusal));
  CHECK(far.about("list_sessions")["errors"].size() == 1);
  CHECK(of_another.session_names() == std::vector<std::string>{"theirs"});
}

TEST_CASE("ssh: nothing of it is left, however the server ends") {
  for (const int signal : {0, SIGTERM, SIGKILL}) {
    INFO(signal);
    ThroughSsh far;
    REQUIRE_SSHD(far.machine);
    far.start("work");
    CHECK(far.about("list_sessions")["count"].integer() == 1);
    const pid_t master = far.master();
    CHECK_FALSE(far.nothing_left());
    if (signal == 0) {
      CHECK(far.server.finish() == ExitStatus{});
    } else {
      REQUIRE(::kill(far.server.pid(), signal) == 0);
      CHECK(far.server.child().wait().has_value());
    }
    CHECK(wait_until([&] { return ::kill(master, 0) != 0; }));
    if (signal != SIGKILL) CHECK(far.nothing_left());
    // The next one takes away what one that was killed has left.
    const CommandResult next =
        run_command({server_binary(), "--host", "far", "list"}, far.environment(), {}, kPatience * 2);
    CHECK(next.output == "far:work\n");
    CHECK(next.exit == ExitStatus{});
    CHECK(far.nothing_left());
    CHECK(far.machine.tmux().session_names() == std::vector<std::string>{"work"});
  }
}

TEST_CASE("ssh: doctor has a section for it, and without a server with a name ssh is never started") {
  ThroughSsh far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  const auto doctor = [&](std::vector<std::string> more) {
    more.insert(more.begin(), server_binary());
    more.emplace_back("doctor");
    return run_command(more, far.environment(), {}, kPatience * 3);
  };
  const CommandResult told = doctor({"--host", "far"});
  INFO(told.output);
  CHECK(told.exit == ExitStatus{});
  CHECK_THAT(told.output, Contains("far=ssh:far") && Contains("OpenSSH") && Contains("forwards") &&
                              Contains("reachable, 1 session on ") && Contains("round trip") &&
                              Contains("clock"));
  write_file(far.machine.ssh(), "#!/bin/sh\necho started >" + (far.here / "started") + "\n");
  const CommandResult plain = doctor({});
  CHECK(plain.output.find("ssh") == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(far.here / "started"));
}
