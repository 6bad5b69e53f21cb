// sessions-mcp run: a command in a session's shell, as if it ran in this one.
#include <csignal>

#include "e2e/command/at_shell.hpp"

using namespace smcp::test;

TEST_CASE("run: output comes while the command runs, each line once, and its exit status is the command's") {
  const AtShell shell;
  shell.start_shell();
  InBackground run(shell.tmux, "run",
                   {"run", "job", "--",
                    "echo one; echo two; " + shell.until_file("go") + "; printf 'thr'; " +
                        shell.until_file("on") + "; echo ee; (exit 5)"});
  CHECK(run.has_printed("one\ntwo\n"));
  CHECK(run.child().running());
  shell.make_file("go");
  REQUIRE(shell.tmux.shows("job", "\nthr"));
  shell.make_file("on");
  CHECK(run.child().wait() == ExitStatus{5, 0});
  CHECK(run.output() == "one\ntwo\nthree\n");
  CHECK(run.error().empty());
}

TEST_CASE("run: several words reach the shell as they are, one is a command line") {
  const AtShell shell;
  shell.start_shell();
  const CommandResult words =
      shell.run({"run", "job", "--", "printf", "<%s>", "a b", "c$HOME", "it's", "", "*", "a;b"});
  CHECK(words.exit == ExitStatus{});
  CHECK(words.output == "<a b><c$HOME><it's><><*><a;b>\n");
  const CommandResult line = shell.run({"run", "job", "--", "echo a | tr a b; X=5"});
  CHECK(line.output == "b\n");
  CHECK(shell.run({"run", "job", "--", "echo $X"}).output == "5\n");
  CHECK(shell.run({"run", "job", "--", "ls", "--no-such-option"}).exit == ExitStatus{2, 0});
  CHECK(shell.run({"run", "job", "--", "true"}).output.empty());
}

TEST_CASE("run: its output is exactly what run_command gives, however much and whenever it comes") {
  const AtShell shell;
  shell.start_shell(50'000);
  // Slow and fast, in pieces of lines, with empty ones and long ones.
  const std::string command =
      "for i in $(seq 1 40); do echo \"line $i\"; echo; printf '%0200d\\n' $i; printf pi; sleep 0.02; echo "
      "ece; done; "
      "seq 1 9000; sleep 0.5; seq 1 9000; printf end";
  const CommandResult run = shell.run({"run", "job", "--", command});
  CHECK(run.exit == ExitStatus{});
  CHECK(run.error.empty());
  const CommandResult called = shell.run(
      {"call", "run_command", "name=job", "command=" + command, "lines=10000", "timeout_seconds=60"});
  REQUIRE(called.exit == ExitStatus{});
  std::string expected;
  for (int i = 1; i <= 40; ++i) {
    const std::string number = std::to_string(i);
    expected += "line " + number + "\n\n" + std::string(200 - number.size(), '0') + number + "\npiece\n";
  }
  for (const int round : {1, 2}) {
    static_cast<void>(round);
    for (int i = 1; i <= 9000; ++i) expected += std::to_string(i) + "\n";
  }
  expected += "end\n";
  CHECK((run.output == expected));
  CHECK((run.output.ends_with(called.output)));
}

TEST_CASE("run: where the history has not kept all, it says so") {
  const AtShell shell;
  shell.start_shell(500);
  const CommandResult run = shell.run({"run", "job", "--", "echo first; sleep 1; seq 1 5000"});
  CHECK(run.exit == ExitStatus{});
  CHECK(run.output.starts_with("first\n"));
  CHECK(run.output.ends_with("\n4999\n5000\n"));
  CHECK(holds(run.error, "tmux has discarded a part of the output, so that lines may be missing here."));
}

TEST_CASE("run: a line that the command draws anew is not printed again, and it says so") {
  const AtShell shell;
  shell.start_shell();
  InBackground run(
      shell.tmux, "run",
      {"run", "job", "--",
       "printf '10%%\\nother\\n'; " + shell.until_file("go") + "; printf '\\033[2A20%%\\n\\nlast\\n'"});
  REQUIRE(run.has_printed("10%\nother\n"));
  shell.make_file("go");
  CHECK(run.child().wait() == ExitStatus{});
  CHECK(run.output() == "10%\nother\nlast\n");
  CHECK(run.error().starts_with(
      "sessions-mcp: the command has redrawn lines after they had been shown here. To see"));
}

TEST_CASE("run: output that cannot be written ends it, and not the command") {
  const AtShell shell;
  shell.start_shell();
  const CommandResult full =
      run_command({"/bin/sh", "-c", "exec \"$0\" run job -- \"echo one; echo two; $1; (exit 6)\" >/dev/full",
                   server_binary(), shell.until_file("go")},
                  shell.tmux.environment(), {}, kPatience * 2);
  CHECK(full.exit == ExitStatus{1, 0});
  CHECK(holds(full.error, "cannot write the result"));
  CHECK(holds(full.error, "the command goes on as job %"));
  const auto at = full.error.find("--job ") + 6;
  shell.make_file("go");
  CHECK(shell.run({"wait", "--job", full.error.substr(at, full.error.find(';', at) - at)}).exit ==
        ExitStatus{6, 0});
}

TEST_CASE("run: a full-screen program's screen is not its output") {
  const AtShell shell;
  shell.start_shell();
  const CommandResult run = shell.run(
      {"run", "job", "--",
       "echo before; printf '\\033[?1049h\\033[Hscreen'; sleep 1; printf '\\033[?1049l'; echo after"});
  CHECK(run.exit == ExitStatus{});
  CHECK(run.output == "before\nafter\n");
}

TEST_CASE("run: a signal ends it and not the command, and it says how to stop that or to wait for it") {
  const AtShell shell;
  shell.start_shell();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    INFO(signal);
    const std::string file = "go" + std::to_string(signal);
    InBackground run(shell.tmux, "run",
                     {"run", "job", "--", "echo begun; " + shell.until_file(file) + "; (exit 7)"});
    REQUIRE(run.has_printed("begun\n"));
    run.child().signal(signal);
    CHECK(run.child().wait() == ExitStatus{128 + signal, 0});
    CHECK(holds(run.error(), "sessions-mcp: the command goes on as job %"));
    CHECK(holds(run.error(), "; to stop it: sessions-mcp call send_keys name=job keys=C-c\n"));
    const auto at = run.error().find("--job ") + 6;
    const std::string job = run.error().substr(at, run.error().find(';', at) - at);
    shell.make_file(file);
    CHECK(shell.run({"wait", "--job", job}).exit == ExitStatus{7, 0});
  }
}

TEST_CASE(
    "run: a signal before the command has begun leaves nothing in the shell, and it says how to make sure") {
  const AtShell shell;
  write_file(shell.tmux / "rc", "PS1='ready$ '; " + shell.until_file("go") + "\n");
  shell.tmux.must(
      {"new-session", "-d", "-s", "job", "exec bash --noprofile --rcfile " + (shell.tmux / "rc")});
  InBackground run(shell.tmux, "run", {"run", "job", "--", "echo never"});
  REQUIRE(wait_until([&] {  // it takes the signal
    // Before it has become our program, it has the handlers of the tests.
    if (!text_of_file("/proc/" + std::to_string(run.child().pid()) + "/cmdline").starts_with(server_binary()))
      return false;
    const std::string status = text_of_file("/proc/" + std::to_string(run.child().pid()) + "/status");
    const auto at = status.find("SigCgt:");
    return at != std::string::npos &&
           (std::stoull(status.substr(at + 7), nullptr, 16) & (1U << (SIGINT - 1))) != 0;
  }));
  run.child().signal(SIGINT);
  CHECK(run.child().wait() == ExitStatus{130, 0});
  CHECK(run.error() ==
        "sessions-mcp: ended while the command was being started. To see whether it runs: sessions-mcp call "
        "session_status names=job\n");
  shell.make_file("go");
  REQUIRE(shell.tmux.shows("job", "ready$"));
  CHECK(shell.run({"run", "job", "--", "echo now"}).output == "now\n");
  CHECK_FALSE(holds(shell.tmux.run({"capture-pane", "-p", "-t", "=job:"}).output, "never"));
}

TEST_CASE("run: when its time is up, the command goes on") {
  const AtShell shell;
  shell.start_shell();
  const CommandResult run =
      shell.run({"run", "job", "--timeout", "1", "--", "echo begun; printf part; " + shell.until_file("go")});
  CHECK(run.exit == ExitStatus{124, 0});
  CHECK(run.output == "begun\npart\n");
  CHECK(run.error.starts_with("sessions-mcp: the time is up, and the command goes on as job %"));
  const CommandResult busy = shell.run({"run", "job", "--", "true"});
  CHECK(busy.exit == ExitStatus{1, 0});
  CHECK(busy.output.empty());
  CHECK(holds(busy.error, "busy"));
  shell.make_file("go");
}

TEST_CASE("run: a question is told once, and the command goes on when it is answered") {
  const AtShell shell;
  shell.start_shell();
  InBackground run(shell.tmux, "run", {"run", "job", "--", "read -p 'Sure? ' x; echo got $x"});
  REQUIRE(wait_until([&] { return holds(run.error(), "\n"); }));
  CHECK(
      run.error() ==
      "sessions-mcp: the command asks for input (Sure?). To answer it: sessions-mcp call send_keys name=job "
      "keys=ANSWER\n");
  CHECK(shell.run({"call", "send_keys", "name=job", "keys=yes"}).exit == ExitStatus{});
  CHECK(run.child().wait() == ExitStatus{});
  CHECK(run.output() == "Sure? yes\ngot yes\n");
  CHECK(run.error().find('\n') == run.error().size() - 1);
}

TEST_CASE("run: a session that goes away meanwhile, and one that is not there, are status 1 and a sentence") {
  const AtShell shell;
  shell.start_shell();
  shell.tmux.start_job("other", "exec cat");
  InBackground run(shell.tmux, "run", {"run", "job", "--", "echo begun; sleep 1000"});
  REQUIRE(run.has_printed("begun\n"));
  shell.tmux.must({"kill-session", "-t", "=job"});
  CHECK(run.child().wait() == ExitStatus{1, 0});
  CHECK(holds(run.error(), "the session is gone, and with it the command; how it ended is not known."));
  const CommandResult missing = shell.run({"run", "job", "--", "true"});
  CHECK(missing.exit == ExitStatus{1, 0});
  CHECK(holds(missing.error, "session \"job\" does not exist"));
}

TEST_CASE("run: without -- it does not guess what is its own option, and what the command's") {
  const AtShell shell;
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"run"},
                                                {"run", "job"},
                                                {"run", "job", "--"},
                                                {"run", "job", "ls"},
                                                {"run", "--", "job"}}) {
    const CommandResult result = shell.run(wrong);
    CHECK(result.exit == ExitStatus{2, 0});
    CHECK(holds(result.error,
                "run needs the name of a session, -- and the command: sessions-mcp run NAME -- COMMAND."));
  }
  CHECK(holds(shell.run({"run", "job", "make", "-j8"}).error, "Put -- before a command that has options."));
}
