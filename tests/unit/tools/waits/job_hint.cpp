#include "tools/waits/job_hint.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// A job in the shell of a pane, which runs a program.
struct Job {
  static constexpr int kShell = 41;
  static constexpr int kInner = 42;
  shell::FakeProcesses machine;
  tmux::JobLook look;

  explicit Job(const std::string& command, shell::LineMode mode = shell::LineMode::editing) {
    look.state.tty = "/dev/pts/3";
    look.state.pid = kShell;
    look.shell = tmux::JobShell{kShell};
    machine.add_shell(kShell, look.state.tty);
    machine.run(kShell, look.state.tty, kInner, command);
    machine.terminals[look.state.tty].modes = shell::modes_for(mode);
  }
  [[nodiscard]] bool says_run(std::string_view last) const {
    return waiting_hint(machine, look, last).ends_with("use run_command");
  }
};

}  // namespace

TEST_CASE("the hint for a job that waits: a shell inside of it, or a program that asks") {
  CHECK(Job("bash").says_run("me@host:~$"));
  CHECK(Job("bash").says_run("[any prompt"));
  CHECK_FALSE(Job("bash", shell::LineMode::canonical).says_run("Password:"));
  CHECK(Job("ssh", shell::LineMode::keys).says_run("me@gpu1:~$"));
  CHECK_FALSE(Job("ssh", shell::LineMode::keys).says_run("Continue? [y/N]"));
  CHECK_FALSE(Job("python3").says_run("me@host:~$"));
}

TEST_CASE("the hint for a job that waits: its own shell that reads a line is no shell inside") {
  Job job("bash");
  job.look.shell->pid = Job::kInner;
  CHECK_FALSE(job.says_run("$"));
  CHECK_FALSE(is_inner_shell_ready(job.machine, job.look, job.look.state));
}
