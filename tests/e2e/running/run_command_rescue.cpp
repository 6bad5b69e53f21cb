// run_command: a shell that a command has ended without a word that says so is there again.
#include <algorithm>
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

class Rescued {
 public:
  Rescued(LiveServer& live, const TestShell& kind) : shell(live, kind), pid_(shell.format("#{pane_pid}")) {
    check("export KEPT=kept; cd /usr", "", 0);
  }

  void check(const std::string& command, const std::string& output, std::int64_t exit_code) {
    INFO(shell.name() << ": " << command);
    const JobAnswer got = shell.run(command);
    INFO(got.text << "\n---\n" << shell.screen());
    CHECK(got.text == output);
    CHECK(got.exit_code() == exit_code);
    CHECK(shell.format("#{pane_pid} #{pane_dead}") == pid_ + " 0");
  }

  /// After the shell has come to its end: the next call must not come before its prompt.
  void is_there_again() {
    INFO(shell.name());
    REQUIRE(wait_until([&] {
      const std::string screen = shell.screen();
      const auto notice = screen.rfind("a new one takes its place");
      return notice != std::string::npos && screen.find_first_of("#$%>", notice) != std::string::npos;
    }));
    check("echo $KEPT; pwd", "kept\n/usr", 0);
  }

  ShellSession shell;

 private:
  std::string pid_;
};

}  // namespace

TEST_CASE("run_command rescue: a sourced file that exits, or fails under set -e, or a function that does") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  write_file(live.tmux / "exits", "echo in file\nexit 7\n");
  write_file(live.tmux / "fails", "set -e\necho in file\nfalse\necho never\n");
  write_file(live.tmux / "dies", "die() { echo dying; exit 9; }\n");
  for (const TestShell& kind : all_shells_here(live.tmux)) {
    if (kind.name == "fish") continue;  // a sourced file's exit is not the shell's there
    Rescued rescued(live, kind);
    const bool copies = kind.name == "mksh";  // all of it
    rescued.check(". " + (live.tmux / "exits") + "; echo never", "in file", 7);
    if (!copies) rescued.is_there_again();
    rescued.check(". " + (live.tmux / "fails") + "; echo never", "in file", 1);
    if (!copies) rescued.is_there_again();
    rescued.check(". " + (live.tmux / "dies"), "", 0);
    // An interactive bash says so when it exits.
    rescued.check("die; echo never", kind.name == "bash" ? "dying\nexit" : "dying", 9);
    if (!copies) rescued.is_there_again();
    // Only the job may not end the shell: the user still can.
    rescued.check("true", "", 0);
    rescued.shell.type("exit\n");
    CHECK(wait_until([&] {
      const auto names = live.tmux.session_names();
      return std::find(names.begin(), names.end(), kind.name) == names.end();
    }));
  }
}

TEST_CASE("run_command rescue: fish, whatever exits") {
  LiveServer live;
  write_file(live.tmux / "exits", "echo in file\nexit 7\n");
  for (const TestShell& kind : shells_here()) {
    if (kind.name != "fish") continue;
    Rescued rescued(live, kind);
    rescued.check("source " + (live.tmux / "exits") + "; echo after", "in file\nafter", 0);
    rescued.check("function die; echo dying; exit 9; end", "", 0);
    rescued.check("die; echo never", "dying", 9);
    rescued.check("echo $KEPT; pwd", "kept\n/usr", 0);
  }
}

TEST_CASE("run_command rescue: the history that a person has typed is not lost") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  write_file(live.tmux / "exits", "exit 7\n");
  for (const TestShell& kind : shells_here()) {
    const bool zsh = kind.name == "zsh";
    if (kind.name != "bash" && !zsh) continue;
    const std::string file = live.tmux / ("history-" + kind.name);
    Rescued rescued(live, kind);
    rescued.shell.type("HISTFILE=" + file + " HISTSIZE=100 SAVEHIST=100; echo by hand\n");
    REQUIRE(wait_until([&] { return rescued.shell.shows("by hand"); }));
    rescued.check(". " + (live.tmux / "exits"), "", 7);
    rescued.is_there_again();
    CHECK(read_file(file).find("echo by hand") != std::string::npos);
    if (!zsh) CHECK(read_file(file).find("@smcp-") == std::string::npos);
  }
}

TEST_CASE("run_command rescue: a person's trap for the exit is there for theirs alone") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  for (const TestShell& kind : all_shells_here(live.tmux)) {
    if (kind.name == "fish") continue;
    INFO(kind.name);
    const std::string told = live.tmux / ("told-" + kind.name);
    Rescued rescued(live, kind);
    rescued.shell.type("trap 'echo bye >" + told + "' EXIT; echo set\n");
    REQUIRE(wait_until([&] { return rescued.shell.screen().find("\nset") != std::string::npos; }));
    rescued.check("echo in; exit 3", "in", 3);
    rescued.check("echo in", "in", 0);
    CHECK(read_file(told).empty());
    rescued.shell.type("exit\n");
    CHECK(wait_until([&] { return read_file(told) == "bye\n"; }));
  }
}

TEST_CASE("run_command rescue: a trap for the exit that a sourced file sets stays, in bash") {
  LiveServer live;
  live.tmux.start_job("base", "echo here");
  const std::string told = live.tmux / "told";
  write_file(live.tmux / "sets", "trap 'echo bye >" + told + "' EXIT\n");
  Rescued rescued(live, bash());
  rescued.check(". " + (live.tmux / "sets"), "", 0);
  rescued.check("echo in", "in", 0);
  rescued.shell.type("exit\n");
  CHECK(wait_until([&] { return read_file(told) == "bye\n"; }));
}
