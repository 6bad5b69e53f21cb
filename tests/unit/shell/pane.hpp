// A pane with a shell that runs something.
#pragma once

#include <optional>
#include <string>

#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "support/unit/fake_processes.hpp"

namespace smcp::shell {

constexpr int kShell = 41;    ///< the pane's own
constexpr int kCommand = 42;  ///< what that runs

struct Pane {
  FakeProcesses machine;
  std::string tty = "/dev/pts/3";

  explicit Pane(const std::string& name = "bash") { machine.add_shell(kShell, tty, name); }
  FakeProcesses::Process& run(const std::string& command) {
    machine.run(kShell, tty, kCommand, command);
    return machine.processes[kCommand];
  }
  [[nodiscard]] FakeProcesses::Process& shell() { return machine.processes[kShell]; }
  [[nodiscard]] TerminalModes& modes() { return machine.terminals[tty].modes; }
  [[nodiscard]] Front front() const { return front_of(machine, kShell, tty); }
  [[nodiscard]] std::optional<Foreground> foreground() const { return seen_foreground(machine, kShell, tty); }
  [[nodiscard]] std::optional<LineMode> ready() const { return ready_line_mode(machine, kShell, tty); }
};

}  // namespace smcp::shell
