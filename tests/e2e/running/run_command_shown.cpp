// What a person sees of a command that run_command has run, and finds in their history.
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/text_lines.hpp"

using namespace smcp::test;

TEST_CASE("run_command: the command stands below the typed line, dim, and is no output") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const JobAnswer done = shell.run("echo first\necho second");
    CHECK(done.text == "first\nsecond");
    const std::string shown = "\necho first echo second\nfirst\nsecond\n";
    CHECK(
        wait_until([&] { return without_blanks_at_ends(shell.screen()).find(shown) != std::string::npos; }));
    // What it prints may be the command itself.
    CHECK(shell.run("echo echo").text == "echo");
    CHECK(shell.run("printf '%s\\n' \"printf x\"; printf x").text == "printf x\nx");
  }
}

TEST_CASE("run_command: a long command is shown by its beginning, in rows that are no output") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const std::string padding(300, 'x');
    CHECK(shell.run("echo out; : " + padding).text == "out");
    CHECK(wait_until([&] { return shell.screen().find("…") != std::string::npos; }));
  }
}

TEST_CASE("run_command: the command that is shown never ends a wait for what it says") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer started = shell.run("sleep 1; echo deploy-finished", R"(,"wait":false)");
  REQUIRE(started.has("running"));
  const auto waited = live.server.call(
      "wait_for", object("name", shell.name(), "pattern", "deploy-finished", "timeout_seconds", 20));
  CHECK(text_of(waited).find("deploy-finished") != std::string::npos);
  // Else it would have ended at once.
  CHECK(shell.wait_for(started.job()).exit_code() == 0);
  CHECK(shell.wait_for(started.job()).about["elapsed_s"].integer() >= 1);
}

TEST_CASE("run_command: with history, the command is in the shell's own, and else it is not") {
  LiveServer live;
  for (const TestShell& kind : {bash(), TestShell{"zsh", "zsh -f -o histignorespace"}}) {
    if (!shell_here(live.tmux, kind.name)) continue;
    INFO(kind.name);
    ShellSession shell(live, kind);
    CHECK(shell.run("echo kept", R"(,"history":true)").text == "kept");
    CHECK(shell.run("echo forgotten").text == "forgotten");
    const std::string history = shell.run("fc -l 1").text;
    CHECK(history.find("echo kept") != std::string::npos);
    CHECK(history.find("echo forgotten") == std::string::npos);
  }
}
