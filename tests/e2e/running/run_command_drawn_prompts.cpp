// run_command at prompts that take programs to make, or that have something at the right margin, as those of ble.sh,
// starship and Oh My Zsh; and in shells that it does not know.
#include <string>
#include <unistd.h>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

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
