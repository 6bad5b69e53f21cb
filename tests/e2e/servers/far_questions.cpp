// Who asks for input on another machine, whether it is a secret, and when a command there is over: as on this one.
#include <string>

#include "support/contains.hpp"
#include "support/e2e/audit_file.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/through_ssh.hpp"
#include "support/e2e/waited.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// A session there, `work`, with a shell in it.
struct Asked {
  explicit Asked(std::vector<std::string> more = {}) : far(std::move(more)) {}

  Waited type(const std::string& keys) {
    return waited(far.ok("send_keys", object("name", "far:work", "keys", keys, "wait_seconds", 20)));
  }
  void press(const std::string& key) {
    far.ok("send_keys", object("name", "far:work", "keys", key, "enter", false));
  }
  JobAnswer run(const std::string& command) {
    return job_answer(
        far.ok("run_command", object("name", "far:work", "command", command, "timeout_seconds", 20)));
  }
  [[nodiscard]] bool has(const std::string& program) const {
    const bool there =
        run_command({"sh", "-c", "command -v " + program}, far.environment()).exit == ExitStatus{};
    if (!there) WARN(program << " is not installed: skipped");
    return there;
  }
  ThroughSsh far;
};

}  // namespace

TEST_CASE("far questions: one that is asked at a prompt, and one whose answer is a secret") {
  Asked asked;
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  const Waited name = asked.type("read -p 'Name? ' n; echo hello $n");
  CHECK(name.outcome() == "waiting");
  CHECK(name.about["last"].string() == "Name?");
  CHECK_FALSE(name.about["hidden_input"].exists());
  CHECK(name.about["keys"].string() == "read -p 'Name? ' n; echo hello $n");
  const Waited told = asked.type("Ada");
  CHECK(told.outcome() == "finished");
  CHECK_THAT(told.text, Contains("hello Ada"));
  // Nothing in its words says what is asked for.
  const Waited secret = asked.type("read -sp 'Which? ' n; echo; echo got it");
  CHECK(secret.outcome() == "waiting");
  CHECK(secret.about["hidden_input"].boolean());
  CHECK_THAT(secret.about["keys"].string(), Contains("read -sp"));
  const Waited kept = asked.type("xyzzy");
  CHECK(kept.outcome() == "finished");
  CHECK(kept.about["keys"].string() == "(hidden)");
  CHECK_THAT(kept.text, Contains("got it"));
}

TEST_CASE("far questions: a job that asks, and what it is told") {
  Asked asked;
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  const JobAnswer age = asked.run("read -p 'Age? ' n; echo $n");
  CHECK(age.about["waiting"].boolean());
  CHECK(age.about["last"].string() == "Age?");
  CHECK_FALSE(age.has("hidden_input"));
  CHECK_THAT(age.about["hint"].string(), Contains("send_keys"));
  const Waited seven = asked.type("7");
  CHECK(seven.about["exit_code"].integer() == 0);
  if (!asked.has("python3")) return;
  const JobAnswer line = asked.run("python3 -c 'print(len(input(\"Line? \")))'");
  CHECK(line.about["waiting"].boolean());
  CHECK(asked.type("four").about["exit_code"].integer() == 0);
  const JobAnswer secret = asked.run("python3 -c 'import getpass; getpass.getpass(\"Key? \")'");
  CHECK(secret.about["waiting"].boolean());
  CHECK(secret.about["hidden_input"].boolean());
  CHECK(asked.type("xyzzy").about["keys"].string() == "(hidden)");
}

TEST_CASE("far questions: programs that read the terminal without a question") {
  Asked asked;
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  CHECK(asked.type("cat").outcome() == "waiting");
  asked.press("C-d");
  CHECK(asked.type("sleep 1; echo over").outcome() == "finished");
  CHECK(asked.type("seq 500 | less").outcome() == "waiting");
  asked.press("q");
  CHECK(asked.type("true").outcome() == "finished");
  if (!asked.has("vim")) return;
  // It takes keys, and may do other things meanwhile.
  const Waited vim = asked.type("vim -u NONE");
  CHECK(vim.outcome() == "idle");
  CHECK(vim.about["alternate_screen"].boolean());
}

TEST_CASE("far questions: a program that works is not taken for one that asks") {
  Asked asked;
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  const JobAnswer job = job_answer(asked.far.ok(
      "run_command", object("name", "far:work", "command", "printf 'Going on? '; exec sleep 100 </dev/null",
                            "timeout_seconds", 4)));
  CHECK(job.about["running"].boolean());
  CHECK_FALSE(job.has("waiting"));
}

TEST_CASE("far questions: the audit has nothing of a secret") {
  const AuditFile audit;
  Asked asked({"--audit", audit.path()});
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  CHECK(asked.type("read -sp 'Which? ' n; echo; echo got it").outcome() == "waiting");
  CHECK(asked.type("xyzzy").outcome() == "finished");
  const std::string records = read_file(audit.path());
  CHECK_THAT(records, Contains("read -sp"));
  CHECK(records.find("xyzzy") == std::string::npos);
}

TEST_CASE("far questions: a shell inside of the pane's own gets commands without a word") {
  Asked asked;
  REQUIRE_SSHD(asked.far.machine);
  asked.far.start("work");
  CHECK(asked.type("DEPTH=inner PS1='inner$ ' bash --norc --noprofile").outcome() != "timeout");
  const JobAnswer ran = asked.run("echo $DEPTH; (exit 3)");
  CHECK(ran.text == "inner");
  CHECK(ran.exit_code() == 3);
}
