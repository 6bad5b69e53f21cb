#include "tmux/act/receiver.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"

using namespace smcp;
using namespace smcp::tmux;
using Tabs = Receiver::Tabs;

namespace {

const std::string kTty = "/dev/pts/9";

struct Machine {
  shell::FakeProcesses processes;
  Pane pane{SessionId{1}, PaneId{7}, "", false, {10, 20}, {PaneId{7}, 1, kTty}};

  explicit Machine(const std::string& shell = "bash") { processes.add_shell(1, kTty, shell); }
  void run(const std::string& command, shell::LineMode mode) {
    processes.run(1, kTty, 2, command);
    processes.terminals[kTty].modes = shell::modes_for(mode);
  }
  [[nodiscard]] Receiver look() const { return look_at_receiver(processes, pane); }
  [[nodiscard]] bool arrives(const Keys& keys) const {
    return check_arrives(processes, pane, keys, look()).ok();
  }
};

}  // namespace

TEST_CASE("a shell at its prompt takes text and Enter together, and each editor its tabs") {
  using Case = std::pair<const char*, Tabs>;
  const auto [shell, tabs] =
      GENERATE(Case{"bash", Tabs::quoted}, Case{"zsh", Tabs::quoted}, Case{"fish", Tabs::dropped},
               Case{"mksh", Tabs::unknown}, Case{"dash", Tabs::taken});
  INFO(shell);
  const Machine machine(shell);
  const Receiver receiver = machine.look();
  CHECK_FALSE(receiver.single_keys);
  CHECK(receiver.tabs == tabs);
  CHECK(receiver.alone);
  CHECK(receiver.lines == (tabs == Tabs::taken));
  CHECK(machine.arrives({{Stroke::text("a b")}}));
  CHECK(machine.arrives({{Stroke::text("a\tb")}}) == (tabs == Tabs::quoted || tabs == Tabs::taken));
  CHECK(machine.arrives({{Stroke::text("a\tb")}, false, true}) == (tabs != Tabs::dropped));
  CHECK(machine.arrives({{Stroke::key({{}, "Tab"})}}));
}

TEST_CASE("a program that takes single keys, one that reads lines, and one that cannot be seen") {
  Machine machine;
  machine.run("vi", shell::LineMode::keys);
  CHECK(machine.look().single_keys);
  CHECK_FALSE(machine.look().lines);
  CHECK(machine.look().tabs == Tabs::taken);
  machine.run("cat", shell::LineMode::canonical);
  CHECK_FALSE(machine.look().single_keys);
  CHECK(machine.look().lines);
  machine.pane.terminal.tty = "/dev/pts/10";
  CHECK(machine.look().single_keys);
}

TEST_CASE("the REPLs that edit blocks are known, with what they run") {
  Machine machine;
  machine.run("python3.13", shell::LineMode::keys);
  CHECK(machine.look().runs_blocks);
  machine.processes.processes[2].arguments = std::string("python3\0app.py\0", 15);
  CHECK_FALSE(machine.look().runs_blocks);
}

TEST_CASE("a line of 4095 bytes arrives where lines are read, and no longer one in any of the panes") {
  Machine machine;
  const Keys most{{Stroke::text(std::string(shell::kMaxCanonicalLine, 'x')), Stroke::enter()}};
  Keys more = most;
  more.strokes.insert(more.strokes.begin(), Stroke::text("y"));
  CHECK(machine.arrives(more));
  machine.run("cat", shell::LineMode::canonical);
  CHECK(machine.arrives(most));
  CHECK_FALSE(machine.arrives(more));
  machine.run("vi", shell::LineMode::keys);
  CHECK(machine.arrives(more));
  machine.processes.terminals["/dev/pts/3"] = {5, shell::modes_for(shell::LineMode::canonical), 0};
  machine.pane.synchronised = {machine.pane.terminal, {PaneId{8}, 3, "/dev/pts/3"}};
  CHECK_FALSE(machine.look().alone);
  CHECK_FALSE(machine.arrives(more));
}

TEST_CASE("input that was not read yet is seen in all panes that get it") {
  Machine machine;
  CHECK_FALSE(has_unread_input(machine.processes, machine.pane));
  machine.processes.terminals["/dev/pts/3"].unread = 1;
  CHECK_FALSE(has_unread_input(machine.processes, machine.pane));
  machine.pane.synchronised = {machine.pane.terminal, {PaneId{8}, 3, "/dev/pts/3"}};
  CHECK(has_unread_input(machine.processes, machine.pane));
}
