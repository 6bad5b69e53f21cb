// run_command at prompts that take programs to make, or that have something at the right margin, as those of ble.sh,
// starship and Oh My Zsh; and in shells that it does not know.
#include <string>
#include <unistd.h>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

TEST_CASE("run_command: a prompt that several programs make, one after the other") {
  LiveServer live;
  write_file(live.tmux / ".rc", "PS1='$ '\nPROMPT_COMMAND='for i in 1 2 3 4 5 6 7 8; do sleep 0.1; done'\n");
  ShellSession shell(live, {"bash", "bash --noprofile --rcfile " + (live.tmux / ".rc")});
  CHECK(shell.run("echo one").text == "one");
  shell.await_prompt();
  shell.type(": by hand\n");
  REQUIRE(wait_until([&] { return shell.format("#{pane_current_command}") == "sleep"; }));
  CHECK(shell.run("echo two").text == "two");
}

TEST_CASE("run_command: a prompt at the right margin, however close to it the typed line ends") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    if (kind.name != "zsh" && kind.name != "fish") continue;
    INFO(kind.name);
    ShellSession shell(live, kind);
    const bool fish = kind.name == "fish";
    if (fish) CHECK(shell.run("function fish_right_prompt; echo $right; end").exit_code() == 0);
    for (int i = 0; i < 40; ++i) {
      INFO(i);
      CHECK(shell.run(fish ? "set right x$right; echo fine" : "RPROMPT=x$RPROMPT; echo fine").text == "fine");
    }
  }
}

TEST_CASE("run_command: nothing is typed into a shell of a kind that it does not know") {
  LiveServer live;
  std::vector<std::string> kinds{live.tmux / "tcsh"};  // one that has this name, wherever there is none
  REQUIRE(::symlink("/bin/bash", kinds.front().c_str()) == 0);
  if (::access("/bin/tcsh", X_OK) == 0) kinds.emplace_back("/bin/tcsh");
  for (const std::string& kind : kinds) {
    INFO(kind);
    const bool fake = kind != "/bin/tcsh";
    ShellSession shell(live, {fake ? "fake" : "real", kind + (fake ? " --norc --noprofile" : " -f")});
    shell.type("echo re''ady\n");
    REQUIRE(shell.shows("ready"));
    shell.await_prompt();
    const std::string screen = shell.screen();
    CHECK(shell.refused("touch ran") ==
          "the pane runs \"tcsh\", which is not a shell that run_command knows (bash, zsh, fish, dash and "
          "other "
          "POSIX shells). Nothing was run. Use send_keys.");
    CHECK(shell.screen() == screen);
    CHECK(shell.option("@smcp-typing").empty());
  }
}
