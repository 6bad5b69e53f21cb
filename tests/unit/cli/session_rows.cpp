#include "cli/session_rows.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"

using namespace smcp;
using namespace smcp::cli;
using tmux::PaneAtWork;
using tmux::PaneId;
using tmux::SessionAtWork;

namespace {

using Programs = std::vector<std::string>;

struct Machine {
  shell::FakeProcesses processes;
  SessionAtWork session;

  /// A pane whose shell is at its prompt, or runs `command`.
  PaneAtWork& add(const std::string& command = "") {
    const auto number = static_cast<std::uint32_t>(session.panes.size());
    const std::int64_t pid = 100 + number;
    const std::string tty = "/dev/pts/" + std::to_string(number);
    processes.add_shell(pid, tty);
    if (!command.empty()) processes.run(pid, tty, 1000 + pid, command);
    session.panes.push_back({{PaneId{number}, pid, tty}, false, false, command.empty() ? "bash" : command});
    return session.panes.back();
  }
  [[nodiscard]] Programs running() const { return running_in(processes, session); }
};

}  // namespace

TEST_CASE("what runs is what stands in front of a shell, and a job of which no end is known") {
  Machine machine;
  machine.add();
  CHECK(machine.running().empty());
  machine.add("make");
  machine.add("make");
  machine.add("vi");
  CHECK(machine.running() == Programs{"make", "vi"});
  machine.add().job = true;
  CHECK(machine.running() == Programs{"make", "vi", "a job"});
  machine.add("top").dead = true;
  CHECK(machine.running() == Programs{"make", "vi", "a job"});
}

TEST_CASE("a program that calls itself anything is shown in bounds") {
  Machine machine;
  machine.add("x").command = std::string(kMaxShownProgram, 'y');
  machine.add("x").command = std::string(kMaxShownProgram + 1, 'y');
  machine.add("x").command = "a\x1b[31m";
  machine.add("x").command = "";
  const auto running = machine.running();
  REQUIRE(running.size() == 4);
  CHECK(running[0] == std::string(kMaxShownProgram, 'y'));
  CHECK(running[1] == std::string(kMaxShownProgram, 'y') + "…");
  CHECK(running[2] == "a [31m");
  CHECK(running[3] == "a program");
  CHECK(session_row(machine.session, running, 0).at(4).ends_with("…, a [31m, … (4 in all)"));
}

TEST_CASE("a row says whose it is, its age, how long nothing has come, what runs, and who looks") {
  SessionAtWork session;
  session.name = "a\nb";
  session.created = 1000;
  session.activity = 90'000;
  CHECK(session_row(session, {}, 90'100) == TextRow{"a b", "-", "1d", "1m", "-", "no"});
  session.made_by = "codex 1";
  session.attached = 2;
  CHECK(session_row(session, {"make", "vi"}, 90'000) ==
        TextRow{"a b", "codex 1", "1d", "0s", "make, vi", "yes"});
  CHECK(session_head().size() == 6);
}

TEST_CASE("a filter takes ours, and those that are idle for at least so long") {
  SessionAtWork session;
  session.activity = 100;
  CHECK(fits({}, session, 100));
  CHECK_FALSE(fits({true, {}}, session, 100));
  CHECK(fits({false, 60}, session, 160));
  CHECK_FALSE(fits({false, 60}, session, 159));
  session.made_by = "codex 1";
  CHECK(fits({true, {}}, session, 100));
  CHECK(fits({true, 60}, session, 160));
  CHECK_FALSE(fits({true, 60}, session, 159));
}

TEST_CASE("kept is where somebody is, or something runs, unless forced, and our own always") {
  SessionAtWork session;
  CHECK(kept_because(session, {}, false, false).empty());
  CHECK(kept_because(session, {"make"}, false, false).starts_with("make runs in it (--force"));
  CHECK(kept_because(session, {"make"}, false, true).empty());
  session.attached = 1;
  CHECK(kept_because(session, {}, false, false).starts_with("somebody is attached to it (--force"));
  CHECK(kept_because(session, {"make"}, false, true).empty());
  CHECK(kept_because(session, {}, true, true) == "this command itself runs in it");
}
