// sessions-mcp wait: wait_for for shells, and for harnesses that wake an agent when a background command ends.
#include <csignal>

#include "e2e/command/at_shell.hpp"

using namespace smcp::test;

TEST_CASE("wait: a pattern, with the lines on standard output and the object on standard error") {
  const AtShell shell;
  shell.start_shell();
  REQUIRE(shell
              .run({"call", "send_keys", "name=job",
                    "keys=echo a; " + shell.until_file("go") + "; echo epoch 10"})
              .exit == ExitStatus{});
  InBackground wait(shell.tmux, "wait", {"wait", "job", "--pattern", "^epoch 10", "--fail-pattern", "nan"});
  REQUIRE(shell.tmux.shows("job", "\na"));
  CHECK(wait.child().running());
  shell.make_file("go");
  CHECK(wait.child().wait() == ExitStatus{});
  CHECK(holds(wait.output(), "\nepoch 10\n"));
  CHECK(about(wait.error())["outcome"].string() == "matched");
  CHECK(about(wait.error())["line"].string() == "epoch 10");
}

TEST_CASE("wait: a line that matches the pattern for failure is status 1") {
  const AtShell shell;
  shell.start_shell();
  REQUIRE(shell.run({"call", "send_keys", "name=job", "keys=echo loss na''n"}).exit == ExitStatus{});
  const CommandResult failed = shell.run({"wait", "job", "--fail-pattern", "loss nan"});
  CHECK(failed.exit == ExitStatus{1, 0});
  CHECK(about(failed.error)["outcome"].string() == "failed");
}

TEST_CASE("wait: without a condition until the shell is at its prompt, or for quiet") {
  const AtShell shell;
  shell.start_shell();
  REQUIRE(shell.run({"call", "send_keys", "name=job", "keys=" + shell.until_file("go") + "; false"}).exit ==
          ExitStatus{});
  InBackground finished(shell.tmux, "finished", {"wait", "job"});
  InBackground also(shell.tmux, "also", {"wait", "job", "--finished", "--pattern", "never"});
  const CommandResult idle = shell.run({"wait", "job", "--idle", "1", "--lines", "1"});
  CHECK(idle.exit == ExitStatus{});
  CHECK(about(idle.error)["outcome"].string() == "idle");
  CHECK(finished.child().running());
  shell.make_file("go");
  CHECK(finished.child().wait() == ExitStatus{});
  CHECK(also.child().wait() == ExitStatus{});
  CHECK(about(finished.error())["outcome"].string() == "finished");
}

TEST_CASE("wait: a job's exit status is its own, with the session's name or without") {
  const AtShell shell;
  shell.start_shell();
  const CommandResult started = shell.run({"call", "run_command", "name=job", "wait=false",
                                           "command=" + shell.until_file("go") + "; echo done; (exit 42)"});
  const std::string job = about(started.error)["job"].string();
  InBackground wait(shell.tmux, "wait", {"wait", "--job", job});
  CHECK(shell.run({"wait", "--job", job, "--timeout", "1"}).exit == ExitStatus{124, 0});
  shell.make_file("go");
  CHECK(wait.child().wait() == ExitStatus{42, 0});
  CHECK(wait.output() == "done\n");
  CHECK(about(wait.error())["exit_code"].integer() == 42);
  CHECK(shell.run({"wait", "job", "--job", job, "--lines=1"}).exit == ExitStatus{42, 0});
  const CommandResult unknown = shell.run({"wait", "--job", "%999-abcdef"});
  CHECK(unknown.exit == ExitStatus{1, 0});
  CHECK_FALSE(unknown.error.empty());
}

TEST_CASE("wait: the time that is up is 124, a question is 3, a session that goes is 1") {
  const AtShell shell;
  shell.start_shell();
  shell.tmux.start_job("other", "exec sleep 100000");
  const CommandResult up = shell.run({"wait", "job", "--pattern", "never", "--timeout", "1"});
  CHECK(up.exit == ExitStatus{124, 0});
  CHECK(about(up.error)["outcome"].string() == "timeout");
  REQUIRE(shell.run({"call", "send_keys", "name=job", "keys=read -p 'Sure? ' x"}).exit == ExitStatus{});
  const CommandResult asked = shell.run({"wait", "job"});
  CHECK(asked.exit == ExitStatus{3, 0});
  CHECK(about(asked.error)["last"].string() == "Sure?");
  CHECK(holds(asked.error,
              "a program asks for input. To answer it: sessions-mcp call send_keys name=job keys=ANSWER"));
  InBackground wait(shell.tmux, "wait", {"wait", "other", "--pattern", "never"});
  InBackground other(shell.tmux, "witness", {"wait", "other", "--idle", "1"});
  CHECK(other.child().wait() == ExitStatus{});  // the first wait has begun by now
  shell.tmux.must({"kill-session", "-t", "=other"});
  CHECK(wait.child().wait() == ExitStatus{1, 0});
  const CommandResult missing = shell.run({"wait", "other"});
  CHECK(missing.exit == ExitStatus{1, 0});
  CHECK(holds(missing.error, "session \"other\" does not exist"));
}

TEST_CASE("wait: its limits are those of a person, not those of a call") {
  const AtShell shell;
  shell.start_shell();
  REQUIRE(shell.run({"call", "send_keys", "name=job", "keys=" + shell.until_file("go")}).exit ==
          ExitStatus{});
  InBackground wait(shell.tmux, "wait",
                    {"wait", "job", "--timeout", "100000000", "--idle", "100000000", "--finished"});
  CHECK(shell.run({"wait", "job", "--idle", "1"}).exit == ExitStatus{});
  CHECK(wait.child().running());
  shell.make_file("go");
  CHECK(wait.child().wait() == ExitStatus{});
}

TEST_CASE("wait: a signal ends it, and what runs goes on") {
  const AtShell shell;
  shell.start_shell();
  REQUIRE(
      shell.run({"call", "send_keys", "name=job", "keys=" + shell.until_file("go") + "; echo e''nd"}).exit ==
      ExitStatus{});
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    InBackground wait(shell.tmux, "wait", {"wait", "job"});
    CHECK(shell.run({"wait", "job", "--idle", "1"}).exit == ExitStatus{});
    wait.child().signal(signal);
    CHECK(wait.child().wait() == ExitStatus{128 + signal, 0});
  }
  shell.make_file("go");
  CHECK(shell.tmux.shows("job", "\nend"));
}
