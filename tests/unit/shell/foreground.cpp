#include "shell/foreground.hpp"

#include "support/catch.hpp"
#include "unit/shell/pane.hpp"

using namespace smcp::shell;

namespace {

constexpr Sleep kReads{Sleep::Call::waits_for_terminal, {}, {}, true};
constexpr Sleep kWorks{Sleep::Call::other, {}, {}, true};

}  // namespace

TEST_CASE("a shell with a line editor is at its prompt while that has the terminal") {
  Pane pane;
  CHECK(pane.foreground() == Foreground::at_prompt);
  pane.modes() = modes_for(LineMode::canonical);  // a builtin
  CHECK(pane.foreground() == Foreground::running);
  pane.shell().sleep = kReads;  // `read`
  CHECK(pane.foreground() == Foreground::waiting);
  pane.shell().state.sleeping = false;
  CHECK(pane.foreground() == Foreground::running);
}

TEST_CASE("a shell without a line editor is at its prompt while it sleeps and may read from its terminal") {
  Pane pane("dash");
  CHECK(pane.foreground() == Foreground::at_prompt);
  pane.shell().state.sleeping = false;
  CHECK(pane.foreground() == Foreground::running);
  pane.shell().state.sleeping = true;
  Sleep& sleep = pane.shell().sleep;
  pane.modes() = modes_for(LineMode::canonical);
  using Call = Sleep::Call;
  using Channel = Sleep::Channel;
  const auto terminal = Sleep::Open::terminal_alone;
  // It reads what a command prints for `$(…)`.
  for (const Sleep& elsewhere :
       {Sleep{Call::other, {}, {}, true}, Sleep{Call::unreadable, Channel::other, {}, true}}) {
    sleep = elsewhere;
    CHECK(pane.foreground() == Foreground::running);
    CHECK_FALSE(pane.ready());
  }
  for (const Sleep& there : {kReads, Sleep{Call::unreadable, Channel::woken, terminal, true},
                             Sleep{Call::unreadable, Channel::unreadable, {}, true}}) {
    sleep = there;
    CHECK(pane.foreground() == Foreground::at_prompt);
    CHECK(pane.ready() == LineMode::canonical);
  }
}

TEST_CASE("a shell that runs a script is a program like others") {
  Pane pane;
  pane.shell().arguments = std::string("bash\0run.sh", 12);
  pane.shell().sleep = kWorks;
  CHECK(pane.foreground() == Foreground::running);
  pane.shell().sleep = kReads;
  CHECK(pane.foreground() == Foreground::waiting);
}

TEST_CASE("a busybox that is a shell is one, under whatever name") {
  Pane pane("busybox");
  pane.shell().arguments = std::string("busybox\0sh", 11);
  CHECK(pane.foreground() == Foreground::at_prompt);
  pane.shell().arguments = std::string("busybox\0top", 12);
  CHECK(pane.foreground() == Foreground::running);
}

TEST_CASE("what a shell runs works, or waits for input") {
  Pane pane;
  pane.run("make").sleep = kWorks;
  CHECK(pane.foreground() == Foreground::running);
  CHECK(pane.machine.looks_at_modes == 0);
  pane.run("cat").sleep = kReads;
  CHECK(pane.foreground() == Foreground::waiting);
  CHECK(pane.machine.looks_at_modes == 0);
}

TEST_CASE("where Yama hides system calls, the wait channel and the terminal's modes tell what waits") {
  Pane pane;
  Sleep sleep{Sleep::Call::unreadable, Sleep::Channel::woken, Sleep::Open::terminal_alone, true};
  pane.run("cat").sleep = sleep;
  CHECK(pane.foreground() == Foreground::waiting);
  sleep.open = Sleep::Open::terminal_and_more;
  pane.run("ssh").sleep = sleep;
  CHECK(pane.foreground() == Foreground::running);
  pane.modes().echo = false;  // it asks for a password
  CHECK(pane.foreground() == Foreground::waiting);
  pane.run("sudo").sleep = {{}, {}, {}, true};
  CHECK(pane.foreground() == Foreground::running);
  pane.modes().echo = false;
  CHECK(pane.foreground() == Foreground::waiting);
}

TEST_CASE("asking for input: any process of the foreground group may, but never a shell at its prompt") {
  constexpr int kChild = 43;
  Pane pane;
  const auto asked = [&] { return input_awaited(pane.machine, kShell, pane.tty, false); };
  CHECK(asked() == InputAwaited::no);
  pane.run("cat").sleep = kReads;
  CHECK(asked() == InputAwaited::surely);
  pane.run("git").sleep = kWorks;
  CHECK(asked() == InputAwaited::no);
  FakeProcesses::Process pager = pane.machine.processes[kCommand];
  pager.state.parent = kCommand;
  pager.sleep = kReads;
  pane.machine.processes[kChild] = pager;
  CHECK(asked() == InputAwaited::surely);
  CHECK(pane.foreground() == Foreground::running);
  pane.machine.processes[kChild].state.group = kChild;  // in the background
  CHECK(asked() == InputAwaited::no);
  pane.machine.processes[kChild].state.group = kCommand;
  pane.machine.processes.erase(kCommand);  // the group's first process has ended
  CHECK(asked() == InputAwaited::surely);
  pane.machine.terminals.clear();
  CHECK(asked() == InputAwaited::no);  // nothing can be seen
}

TEST_CASE("asking for input: a program that takes single keys may be asking") {
  Pane pane;
  pane.run("top").sleep = kWorks;
  const auto asked = [&] { return input_awaited(pane.machine, kShell, pane.tty, false); };
  CHECK(asked() == InputAwaited::no);
  pane.modes() = modes_for(LineMode::keys);
  CHECK(asked() == InputAwaited::perhaps);
  pane.modes() = modes_for(LineMode::editing);
  CHECK(asked() == InputAwaited::perhaps);
}

TEST_CASE("somebody may be asked: by a program that waits for the terminal until a time is up") {
  Pane pane;
  pane.run("sh").sleep = {Sleep::Call::waits_for_a_time, {}, {}, true};
  CHECK(input_awaited(pane.machine, kShell, pane.tty, false) == InputAwaited::perhaps);
  CHECK(pane.foreground() == Foreground::running);
}

TEST_CASE("somebody may be asked: by another user's program that sleeps behind what it has printed") {
  constexpr int kChild = 43;
  Pane pane;
  const auto asked = [&](bool behind_text) {
    return input_awaited(pane.machine, kShell, pane.tty, behind_text);
  };
  pane.run("sudo").sleep = {{}, {}, {}, true};
  CHECK(asked(true) == InputAwaited::perhaps);
  CHECK(asked(false) == InputAwaited::no);
  FakeProcesses::Process apt = pane.machine.processes[kCommand];
  apt.state.parent = kCommand;
  pane.machine.processes[kChild] = apt;
  CHECK(asked(true) == InputAwaited::perhaps);
  pane.machine.processes[kChild].state.sleeping = false;  // it works
  CHECK(asked(true) == InputAwaited::no);
  pane.run("make").sleep = kWorks;  // of which all is seen
  pane.machine.processes.erase(kChild);
  CHECK(asked(true) == InputAwaited::no);
}

TEST_CASE("a command whose group has lost its first process is seen to run") {
  Pane pane;
  pane.run("printf").sleep = kReads;
  pane.machine.processes.erase(kCommand);
  CHECK(pane.foreground() == Foreground::running);
}

TEST_CASE("where the process cannot be seen on its terminal, the name of the command decides") {
  Pane pane;
  const auto by_name = [&pane](std::int64_t pid, const std::string& tty, std::string_view command) {
    CHECK_FALSE(seen_foreground(pane.machine, pid, tty));
    return foreground_of(pane.machine, pid, tty, command);
  };
  CHECK(by_name(kShell, "/nowhere", "bash") == Foreground::at_prompt);
  CHECK(by_name(kCommand, pane.tty, "-zsh") == Foreground::at_prompt);
  CHECK(by_name(kCommand, pane.tty, "make") == Foreground::running);
  CHECK(by_name(0, pane.tty, "make") == Foreground::running);
  pane.shell().state.terminal += 1;
  CHECK(by_name(kShell, pane.tty, "make") == Foreground::running);
  CHECK(by_name(kShell, pane.tty, {}) == Foreground::running);
}

TEST_CASE("a shell that starts may be ready when its editor has the terminal") {
  Pane pane;
  CHECK(pane.ready() == LineMode::editing);
  for (const auto mode : {LineMode::canonical, LineMode::keys}) {
    pane.modes() = modes_for(mode);  // it has not taken it over yet, or a start-up file reads keys
    CHECK_FALSE(pane.ready());
  }
}

TEST_CASE("a shell that starts and has no editor may be ready when it sleeps in the foreground") {
  Pane pane("dash");
  CHECK(pane.ready() == LineMode::canonical);
  pane.shell().state.sleeping = false;
  CHECK_FALSE(pane.ready());
  pane.shell().state.sleeping = true;
  pane.shell().state.foreground = false;
  CHECK_FALSE(pane.ready());
  CHECK(ready_line_mode(pane.machine, kShell + 100, pane.tty) == LineMode::canonical);
  CHECK(ready_line_mode(pane.machine, kShell + 100, "/nowhere") == LineMode::unknown);
}
