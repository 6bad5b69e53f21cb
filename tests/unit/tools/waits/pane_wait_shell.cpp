// Waits for a shell: that its command is finished, and what is new where it has drawn its prompt.
#include <string>

#include "support/catch.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;
using Outcome = WaitEnd;

namespace {

/// The pane's shell, and a command that it may run.
struct MadeUpShell {
  static constexpr int kPid = 41;
  static constexpr int kCommand = 42;
  const std::string tty = "/dev/pts/7";

  explicit MadeUpShell(shell::FakeProcesses& processes) : machine(processes) { machine.add_shell(kPid, tty); }
  void run() const { machine.run(kPid, tty, kCommand, "make"); }
  void finish() const { machine.prompt(kPid, tty); }

  shell::FakeProcesses& machine;
};

struct ShellWaiting : Waiting {
  MadeUpShell shell{server.machine};

  ShellWaiting() {
    pane.pid = MadeUpShell::kPid;
    pane.tty = shell.tty;
    pane.print("first\n$ ");
  }
  static Conditions finished() {
    Conditions conditions;
    conditions.finished = true;
    return conditions;
  }
};

}  // namespace

TEST_CASE("finished: the shell has its terminal again after something ran, seen twice") {
  ShellWaiting w;
  w.start(ShellWaiting::finished());
  w.shell.run();
  for (int i = 0; i < 5; ++i) w.look();
  CHECK_FALSE(w.outcome);
  w.shell.finish();
  w.look();
  CHECK_FALSE(w.outcome);
  CHECK(test::timer_due(w.loop) == tmux::PaneTicker::kBusyPause);
  w.look();
  CHECK(w.outcome == WaitEnd::finished);
}

TEST_CASE("finished: what tmux takes of the output after the shell is back at its prompt is not missing") {
  ShellWaiting w;
  const auto cursor = w.cursor();
  w.pane.print("make\n");
  w.shell.run();
  w.start(ShellWaiting::finished(), cursor);
  w.look();
  w.print("making\n");
  w.shell.finish();
  w.look();
  SECTION("a look later") {
    w.print("over\n$ ");
  }
  SECTION("after the look that sees the shell there once more") {
    w.begin_look();
    w.server.answer();
    ++w.pane.now;
    w.pane.print("over\n$ ");
    w.answer_all();
  }
  CHECK(w.outcome == WaitEnd::finished);
  CHECK(w.wait->new_lines().kept().text() == "$ make\nmaking\nover\n$");
}

TEST_CASE("finished: with its output") {
  ShellWaiting w;
  const auto cursor = w.cursor();
  w.pane.print("make\n");
  w.shell.run();
  w.start(ShellWaiting::finished(), cursor);
  w.look();
  w.shell.finish();
  w.print("over\n$ ");
  w.look();
  CHECK(w.outcome == WaitEnd::finished);
  CHECK(w.wait->new_lines().kept().text() == "$ make\nover\n$");
}

TEST_CASE("finished: too quick to be seen, but its output was") {
  ShellWaiting w;
  const auto begin = uv::Clock::now();
  w.start(ShellWaiting::finished());
  w.print("echo quick");
  w.look();
  const bool too_early = uv::Clock::now() - begin < WaitJudge::kNothingRuns && w.outcome;
  CHECK_FALSE(too_early);
  w.print("\nquick\n$ ");
  const bool soon = uv::Clock::now() - begin < WaitJudge::kNothingRuns;
  CHECK((w.outcome == WaitEnd::finished || !soon));
  CHECK((w.wait->new_lines().kept().text() == "$ echo quick\nquick\n$" || !soon));
}

TEST_CASE("finished: nothing runs and nothing comes, which is said after a while") {
  ShellWaiting w;
  const auto begin = uv::Clock::now();
  w.start(ShellWaiting::finished());
  const auto deadline = test::deadline_in(test::kPatience);
  while (!w.outcome && uv::Clock::now() < deadline) w.look();
  CHECK(w.outcome == WaitEnd::finished);
  CHECK(uv::Clock::now() - begin >= WaitJudge::kNothingRuns);
}

TEST_CASE("several at once: dead comes before finished, and finished before idle") {
  ShellWaiting w;
  auto conditions = ShellWaiting::finished();
  conditions.idle = 500ms;
  w.shell.run();
  w.start(conditions);
  w.look();  // sees something run
  const auto seen = uv::Clock::now();
  REQUIRE_FALSE(w.outcome);
  w.shell.finish();
  REQUIRE(test::wait_until([&] { return uv::Clock::now() > seen + *conditions.idle; }));
  SECTION("finished") {
    w.look();
    CHECK_FALSE(w.outcome);
    w.look();
    CHECK(w.outcome == WaitEnd::finished);
  }
  SECTION("dead") {
    w.pane.dead = true;
    w.look();
    CHECK(w.outcome == WaitEnd::dead);
  }
}

TEST_CASE("new at a prompt: what comes after a command has erased the screen") {
  const bool blank_between = GENERATE(false, true);
  ShellWaiting w;
  w.start(Waiting::pattern("ready"));
  w.print("clear; make; echo ready\n");
  w.shell.run();
  w.pane.erase_screen();
  if (blank_between) w.look();
  CHECK_FALSE(w.outcome);
  SECTION("line by line") {
    w.print("making\n");
    CHECK_FALSE(w.outcome);
    w.print("ready\n");
  }
  SECTION("at once") {
    w.print("making\nready\n");
  }
  SECTION("at the very beginning") {
    w.print("ready\n");
  }
  SECTION("a line that grows") {
    w.print("making ");
    w.print("ready");
  }
  SECTION("a question at the very beginning") {
    w.print("ready? ");
  }
  CHECK(w.outcome == WaitEnd::matched);
}

TEST_CASE("new at a prompt: not the prompt that is drawn anew, nor the old one when it comes back") {
  ShellWaiting w;
  w.start(Waiting::pattern("ready"));
  SECTION("the shell's own C-l, and then something is typed") {
    w.pane.erase_screen();
    w.print("$ ");
    w.print("echo ready");
    CHECK_FALSE(w.outcome);
    w.print("\nready\n");
    CHECK(w.outcome == WaitEnd::matched);
  }
  SECTION("a prompt with a clock") {
    w.pane.erase_screen();
    w.print("12:01 $ echo ready");
    CHECK_FALSE(w.outcome);
    w.print("\nready\n");
    CHECK(w.outcome == WaitEnd::matched);
  }
  SECTION("a program with a screen of its own, and back") {
    w.print("top # ready");
    w.print("\n");
    w.shell.run();
    w.pane.alternate(true);
    w.print("load 1\nload 2\n");
    CHECK_FALSE(w.outcome);
    w.pane.alternate(false);
    w.look();
    CHECK_FALSE(w.outcome);
    w.print("ready\n");
    CHECK(w.outcome == WaitEnd::matched);
    CHECK(w.wait->matched_line() == "ready");
  }
}

TEST_CASE("new at a prompt: the prompt is drawn anew in its line, with what was typed") {
  ShellWaiting w;
  w.start(Waiting::pattern("ready"));
  w.print("\r12:00 > echo ready");
  CHECK_FALSE(w.outcome);
  w.print("\nready\n");
  CHECK(w.outcome == WaitEnd::matched);
  CHECK(w.wait->matched_line() == "ready");
}

TEST_CASE("new for a wait: what stands in the place of a prompt once the screen has been erased") {
  ShellWaiting w;
  w.pane.erase_screen();
  w.pane.clear_history();
  w.pane.print("$ ");  // in the top row
  SECTION("another line is output, whatever follows it") {
    const bool runs = GENERATE(false, true);
    w.start(ShellWaiting::pattern("^here it is$"));
    w.shell.run();
    w.pane.erase_screen();
    w.pane.print(runs ? "here it is" : "here it is\n$ ");
    if (!runs) w.shell.finish();
    w.look();
    CHECK(w.outcome == Outcome::matched);
  }
  SECTION("a prompt that is drawn anew is none") {
    w.start(ShellWaiting::pattern("main"));
    w.pane.erase_screen();
    w.pane.print("main $ ");
    w.look();
    CHECK_FALSE(w.outcome);
    w.print("make\nmain.cpp\n");
    CHECK(w.outcome == Outcome::matched);
    CHECK(w.wait->matched_line() == "main.cpp");
  }
}
