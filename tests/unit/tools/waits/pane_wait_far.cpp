// Waits for panes of a machine that needs a look: who has the terminal is seen in the answer to one, and never else.
#include <string>

#include "support/catch.hpp"
#include "support/unit/waiting.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;

namespace {

struct FarWaiting : Waiting {
  static constexpr int kShell = 41;
  static constexpr int kCommand = 42;
  const std::string tty = "/dev/pts/7";
  shell::FakeProcesses& machine = server.machine;

  FarWaiting() {
    machine.add_shell(kShell, tty);
    machine.far = true;
    pane.pid = kShell;
    pane.tty = tty;
    pane.print("first\n$ ");
  }
  static Conditions waiting_or_finished() {
    Conditions conditions;
    conditions.finished = true;
    conditions.waiting = shell::InputAwaited::surely;
    return conditions;
  }
  void run(shell::Sleep::Call sleep, bool hidden = false) {
    machine.run(kShell, tty, kCommand, "install");
    machine.processes[kCommand].sleep.call = sleep;
    machine.terminals[tty].modes.echo = !hidden;
  }
  /// Looks until the machine is asked.
  [[nodiscard]] bool is_asked() {
    const auto until = uv::Clock::now() + 5s;
    while (!machine.looks.is_asked() && !outcome && uv::Clock::now() < until) look();
    return machine.looks.is_asked() && machine.looks.last == std::vector<std::string>{tty};
  }
};

}  // namespace

TEST_CASE("far wait: a program that asks, and whether what is typed would show") {
  for (const bool hidden : {false, true}) {
    FarWaiting w;
    w.start(FarWaiting::waiting_or_finished());
    w.run(shell::Sleep::Call::waits_for_terminal, hidden);
    w.print("install\nName? ");
    while (w.is_asked() && !w.outcome) {
      REQUIRE(w.machine.looks.show());
      w.answer_all();
    }
    CHECK(w.outcome == WaitEnd::waiting);
    CHECK(w.wait->is_input_hidden() == hidden);
    CHECK(w.wait->last_line() == "Name?");
  }
}

TEST_CASE("far wait: what came while the machine was looked at is read before it ends, and then it goes on") {
  FarWaiting w;
  FarWaiting::Conditions conditions;
  conditions.waiting = shell::InputAwaited::surely;
  w.start(conditions);
  w.run(shell::Sleep::Call::waits_for_terminal);
  REQUIRE(w.is_asked());
  ++w.pane.now;
  w.pane.print("install\nmore to come\n");
  REQUIRE(w.machine.looks.show());
  w.answer_all();
  CHECK_FALSE(w.outcome);
  while (w.is_asked() && !w.outcome) {
    REQUIRE(w.machine.looks.show());
    w.answer_all();
  }
  CHECK(w.outcome == WaitEnd::waiting);
}

TEST_CASE("far wait: finished once the shell is seen at its prompt, after one more reading") {
  FarWaiting w;
  w.start(FarWaiting::waiting_or_finished());
  w.run(shell::Sleep::Call::other);
  w.print("install\n");
  REQUIRE(w.is_asked());
  REQUIRE(w.machine.looks.show());
  w.answer_all();
  CHECK_FALSE(w.outcome);
  w.machine.prompt(FarWaiting::kShell, w.tty);
  w.print("done\n$ ");
  REQUIRE(w.is_asked());
  REQUIRE(w.machine.looks.show());
  w.answer_all();
  CHECK_FALSE(w.outcome);
  REQUIRE(w.is_asked());
  REQUIRE(w.machine.looks.show());
  w.answer_all();
  CHECK(w.outcome == WaitEnd::finished);
}

TEST_CASE("far wait: where the machine shows nothing, it neither waits nor has finished") {
  FarWaiting w;
  w.machine.processes.clear();
  w.machine.terminals.clear();
  auto conditions = FarWaiting::waiting_or_finished();
  conditions.idle = 300ms;
  w.start(conditions);
  while (!w.outcome) {
    w.look();
    (void)w.machine.looks.show();
    w.answer_all();
  }
  CHECK(w.outcome == WaitEnd::idle);
}

TEST_CASE("far wait: one that is stopped gives its look up") {
  FarWaiting w;
  w.start(FarWaiting::waiting_or_finished());
  REQUIRE(w.is_asked());
  w.wait->stop();
  CHECK_FALSE(w.machine.looks.show());
}

TEST_CASE("far wait: one that needs no machine asks none") {
  FarWaiting w;
  w.start(Waiting::idle(100ms));
  while (!w.outcome) w.look();
  CHECK(w.machine.looks.count == 0);
  CHECK(w.outcome == WaitEnd::idle);
}
