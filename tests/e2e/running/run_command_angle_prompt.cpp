// run_command where the prompt looks like that for the rest of a command.
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

/// Shells whose first prompt is `> `.
std::vector<TestShell> angle_shells() {
  std::vector<TestShell> shells = {{"bash", "env PS1='> ' bash --norc --noprofile"},
                                   {"dash", "env PS1='> ' dash"}};
  for (const TestShell& shell : shells_here()) {
    if (shell.name == "zsh") shells.push_back({"zsh", "env PS1='> ' zsh -f"});
    if (shell.name == "fish")
      shells.push_back({"fish", "fish --no-config -C \"function fish_prompt; printf '> '; end\""});
  }
  return shells;
}

/// A command that is begun and not ended is left as it is.
void check_refused_in_quotes(ShellSession& shell) {
  shell.type_at_prompt("echo '");
  shell.press("Enter");
  REQUIRE(wait_until([&] { return shell.screen().ends_with(">"); }));
  const std::string screen = shell.screen();
  CHECK(shell.refused("touch RAN").find("waits for the rest of a command") != std::string::npos);
  CHECK(shell.screen() == screen);
}

}  // namespace

TEST_CASE("run_command: a prompt that is only `>` is one, at first and after each job") {
  LiveServer live;
  for (const TestShell& kind : angle_shells()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    REQUIRE(wait_until([&] { return shell.screen() == ">"; }));
    CHECK(shell.run("echo first").text == "first");
    CHECK(shell.run("cd /").exit_code() == 0);
    CHECK(shell.run("printf 'no newline'").text == "no newline");
    CHECK(shell.run("echo last").text == "last");
  }
}

TEST_CASE("run_command: the rest of a command is not made up by us where the prompt is `>`, too") {
  LiveServer live;
  for (const TestShell& kind : angle_shells()) {
    if (kind.name == "fish") continue;  // it has no such prompt
    for (const bool after_job : {false, true}) {
      INFO(kind.name << (after_job ? " after a job" : " at first"));
      ShellSession shell(live, kind);
      REQUIRE(wait_until([&] { return shell.screen() == ">"; }));
      if (after_job) REQUIRE(shell.run("true").exit_code() == 0);
      check_refused_in_quotes(shell);
      live.tmux.must({"kill-session", "-t", "=" + kind.name});
    }
  }
}

TEST_CASE("run_command: the rest of a command that a program has begun in a new shell is not made up by us") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name == "fish") continue;  // it has no such prompt
    INFO(kind.name);
    ShellSession shell(live, kind);
    check_refused_in_quotes(shell);
  }
}
