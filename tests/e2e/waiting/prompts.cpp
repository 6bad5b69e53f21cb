// Prompts that are not simply the shell's own: for the rest of a command, of a shell inside a job, behind a carrier.
#include <string>

#include "support/e2e/asking_programs.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

constexpr std::string_view kShellHint = "a shell waits at its prompt inside this job: use run_command";

Waited send_line(LiveServer& live, const std::string& name, const std::string& keys) {
  return waited(live.server.call("send_keys", object("name", name, "keys", keys, "wait_seconds", 30)));
}

std::string status(LiveServer& live) {
  return text_of(live.server.call("session_status", "{}"));
}

/// A script that runs a shell on a terminal of its own.
const std::string kScript = "script -qc 'bash --norc --noprofile' /dev/null";

}  // namespace

TEST_CASE("an unfinished command: send_keys and wait_for say that the shell waits for the rest") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "fish") continue;  // it has no such prompt
    INFO(kind.name);
    ShellSession shell(live, kind);
    REQUIRE(shell.run("true").exit_code() == 0);
    REQUIRE(wait_until([&] { return shell.format("#{cursor_x}") != "0"; }));
    const Waited open = send_line(live, kind.name, "echo \"a");
    CHECK(open.outcome() == "waiting");
    CHECK(open.about["last"].string().ends_with(">"));
    CHECK(wait(live, object("name", kind.name, "timeout_seconds", 30)).outcome() == "waiting");
    CHECK(status(live).find(kind.name + ": waits for the rest of a command ·") != std::string::npos);
    CHECK(send_line(live, kind.name, "b\"").outcome() == "finished");
    CHECK(status(live).find(kind.name + ": at the prompt ·") != std::string::npos);
  }
}

TEST_CASE("an unfinished command: a prompt that is a `>` itself is none") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(send_line(live, "bash", "PS1='> '").outcome() == "finished");
  CHECK(send_line(live, "bash", "echo hi").outcome() == "finished");
  CHECK(send_line(live, "bash", "cd /").outcome() == "finished");
  CHECK(status(live).find("bash: at the prompt ·") != std::string::npos);
}

TEST_CASE("a shell inside a job: run_command returns soon, and says how to go on") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer inner = shell.run("bash --norc --noprofile", R"(,"timeout_seconds":40)");
  CHECK(inner.about["waiting"].boolean());
  CHECK(inner.about["hint"].string() == kShellHint);
  CHECK(status(live).find("bash: at the prompt (bash) ·") != std::string::npos);
  CHECK(shell.wait_for(inner.job()).about["outcome"].string() == "waiting");
  CHECK(shell.run("echo in").text == "in");
  const JobAnswer asked = shell.run("read -p 'Which? ' x");
  CHECK(asked.about["hint"].string().starts_with("waiting for input"));
}

TEST_CASE("a shell behind a carrier: its prompt is told as one") {
  if (!is_installed("script")) {
    WARN("script is not installed: skipped");
    return;
  }
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer carried = shell.run(kScript, R"(,"timeout_seconds":40)");
  CHECK(carried.about["waiting"].boolean());
  CHECK(carried.about["hint"].string() == kShellHint);
  const Waited one = send_line(live, "bash", "sleep 1.5; echo one");
  CHECK(one.outcome() == "finished");
  CHECK(one.text.starts_with("one\n"));
  CHECK(send_line(live, "bash", "cd /").outcome() == "finished");
  CHECK(send_line(live, "bash", "echo \"a").outcome() == "waiting");
  CHECK(send_line(live, "bash", "b\"").outcome() == "finished");
  CHECK(wait(live, object("name", "bash", "timeout_seconds", 30)).outcome() == "finished");
  REQUIRE(
      wait_until([&] { return status(live).find("bash: at the prompt (script bash") != std::string::npos; }));
  live.ok("send_keys", object("name", "bash", "keys", "echo go; sleep 60"));
  REQUIRE(wait_until([&] { return shell.shows("\ngo"); }));
  CHECK(status(live).find("bash: running script ·") != std::string::npos);
}
