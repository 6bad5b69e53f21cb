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
    return waiting_hint(question_in(machine, look, look.state), last).ends_with("use run_command");
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

TEST_CASE(
    "the hint for a job that waits: where nothing was seen when it began, the pane's first shell is its "
    "own") {
  Job job("bash");
  job.look.shell->pid = 0;
  CHECK(job.says_run("$"));
  job.machine.prompt(Job::kShell, job.look.state.tty);
  CHECK_FALSE(job.says_run("$"));
  CHECK_FALSE(is_shell_inside(job.machine, job.look, job.look.state));
}

TEST_CASE("what is asked in a job's pane: whether it is a secret") {
  Job job("sudo", shell::LineMode::canonical);
  CHECK_FALSE(question_in(job.machine, job.look, job.look.state).hidden);
  job.machine.terminals[job.look.state.tty].modes.echo = false;
  CHECK(question_in(job.machine, job.look, job.look.state).hidden);
}
