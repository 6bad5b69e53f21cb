// A ProcessView that a test makes up and changes, here or on a machine that needs a look; folders are the machine's own.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "shell/local_processes.hpp"
#include "shell/shells.hpp"
#include "support/unit/fake_looks.hpp"
#include "support/unit/modes_for.hpp"

namespace smcp::shell {

class FakeProcesses final : public ProcessView {
 public:
  struct Process {
    ProcessState state;
    std::string arguments;
    std::string program;
    Sleep sleep;
    std::vector<std::string> environment = {};
    std::string control_groups = {};
  };
  struct Terminal {
    std::int64_t number = 0;
    TerminalModes modes;
    std::size_t unread = 0;
  };

  /// What is not in these cannot be seen.
  std::map<std::int64_t, Process> processes;
  std::map<std::string, Terminal> terminals;
  std::optional<std::string> shells = "/bin/sh\n/bin/bash\n";  ///< its /etc/shells
  bool far = false;                                            ///< it needs a look
  mutable FakeLooks looks;
  mutable int looks_at_modes = 0, looks_at_all = 0;
  std::optional<MachineId> id = MachineId{"a boot", "some numbers"};
  std::set<std::int64_t> strangers;  ///< processes that see other files than all others do

  /// An interactive shell on a terminal of its own, at its prompt.
  void add_shell(std::int64_t pid, const std::string& tty, const std::string& name = "bash") {
    terminals[tty] = {static_cast<std::int64_t>(1000 + terminals.size()), {}, 0};
    processes[pid] = {{true, true, true, name, 1, terminals[tty].number, pid, pid},
                      name + '\0',
                      "/bin/" + name,
                      {},
                      {},
                      {}};
    prompt(pid, tty);
  }
  /// The shell runs a command, as process group `group`.
  void run(std::int64_t pid, const std::string& tty, std::int64_t group, const std::string& command) {
    ProcessState& shell = processes[pid].state;
    shell.foreground = false;
    shell.terminal_group = group;
    terminals[tty].modes = modes_for(LineMode::canonical);
    Process& started = processes[group];  // field by field: g++ 12 takes the whole one for uninitialised
    started.state.known = started.state.foreground = started.state.sleeping = true;
    started.state.name = command;
    started.state.parent = pid;
    started.state.group = group;
    started.state.terminal = shell.terminal;
    started.state.terminal_group = group;
    started.arguments = command + '\0';
    started.program = command;
    started.sleep = {};
    started.sleep.call = Sleep::Call::other;
  }
  /// What it ran is over.
  void prompt(std::int64_t pid, const std::string& tty) {
    ProcessState& shell = processes[pid].state;
    if (shell.terminal_group != pid) processes.erase(shell.terminal_group);
    shell.foreground = true;
    shell.terminal_group = pid;
    terminals[tty].modes = modes_for(edits_lines(shell.name) ? LineMode::editing : LineMode::canonical);
  }

  [[nodiscard]] bool needs_look() const override { return far; }
  [[nodiscard]] std::shared_ptr<void> look(const LookAt& what, uv::TimePoint,
                                           UniqueFunction<void()> done) const override {
    return looks.ask(what.ttys, std::move(done));
  }
  [[nodiscard]] std::optional<MachineId> machine() const override { return id; }
  [[nodiscard]] ProcessState process(std::int64_t pid) const override { return of(pid).state; }
  [[nodiscard]] std::string arguments(std::int64_t pid) const override { return of(pid).arguments; }
  [[nodiscard]] std::string program(std::int64_t pid) const override { return of(pid).program; }
  [[nodiscard]] std::vector<std::string> environment(std::int64_t pid) const override {
    return of(pid).environment;
  }
  [[nodiscard]] std::string control_groups(std::int64_t pid) const override { return of(pid).control_groups; }
  [[nodiscard]] bool shares_files(std::int64_t pid, std::int64_t) const override {
    return strangers.count(pid) == 0;
  }
  [[nodiscard]] std::vector<std::int64_t> group_members(std::int64_t group) const override {
    std::vector<std::int64_t> members;
    for (const auto& [pid, process] : processes)
      if (process.state.group == group && !is_blind()) members.push_back(pid);
    return members;
  }
  [[nodiscard]] std::vector<SeenProcess> all() const override {
    ++looks_at_all;
    std::vector<SeenProcess> seen;
    for (const auto& [pid, process] : processes) seen.push_back({pid, process.state});
    return seen;
  }
  [[nodiscard]] Sleep sleep(std::int64_t pid, std::int64_t terminal) const override {
    return of(pid).state.terminal == terminal ? of(pid).sleep : Sleep{};
  }
  [[nodiscard]] std::optional<std::int64_t> terminal_number(const std::string& tty) const override {
    return find(tty) ? std::optional(find(tty)->number) : std::nullopt;
  }
  [[nodiscard]] std::optional<TerminalModes> terminal_modes(const std::string& tty) const override {
    ++looks_at_modes;
    return find(tty) ? std::optional(find(tty)->modes) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> unread_input(const std::string& tty) const override {
    return find(tty) ? std::optional(find(tty)->unread) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string> shells_file() const override { return shells; }
  [[nodiscard]] std::shared_ptr<void> find_directory(
      uv::Loop& loop, std::string path, uv::TimePoint deadline,
      UniqueFunction<void(Result<std::string>)> done) const override {
    return folders_.find_directory(loop, std::move(path), deadline, std::move(done));
  }
  [[nodiscard]] std::shared_ptr<void> check_log(uv::Loop& loop, const std::string& path,
                                                uv::TimePoint deadline,
                                                UniqueFunction<void(Status)> done) const override {
    return folders_.check_log(loop, path, deadline, std::move(done));
  }

 private:
  /// One that cannot be seen is empty in all.
  [[nodiscard]] const Process& of(std::int64_t pid) const {
    static const Process unseen{};
    const auto found = processes.find(pid);
    return is_blind() || found == processes.end() ? unseen : found->second;
  }
  [[nodiscard]] const Terminal* find(const std::string& tty) const {
    const auto found = terminals.find(tty);
    return is_blind() || found == terminals.end() ? nullptr : &found->second;
  }
  [[nodiscard]] bool is_blind() const { return far && !looks.is_showing(); }

  LocalProcesses folders_;
};

}  // namespace smcp::shell
