// run_command in a pane whose size has just changed: tmux tells the shell of it up to a quarter of a second later.
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

void size_pane(const LiveServer& live, const std::string& session, int width, int height) {
  live.tmux.must({"resize-window", "-t", "=" + session + ":", "-x", std::to_string(width), "-y",
                  std::to_string(height)});
}

}  // namespace

TEST_CASE("run_command resized: a command runs, whatever sizes its pane has had a moment ago") {
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    LiveServer live;
    ShellSession shell(live, kind);
    CHECK(shell.run("true").exit_code() == 0);
    for (int i = 0; i < 8; ++i) {
      INFO("round " << i << ", " << shell.screen());
      // One after the other, so that tmux keeps the last of them back.
      size_pane(live, kind.name, i % 2 == 0 ? 100 : 64, 30);
      if (i % 3 == 0) size_pane(live, kind.name, 132, 24);
      size_pane(live, kind.name, i % 2 == 0 ? 70 : 110, i % 4 == 0 ? 20 : 28);
      CHECK(shell.run("echo it ran").text == "it ran");
    }
  }
}

TEST_CASE("run_command resized: after a call of resize, too") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    ShellSession shell(live, kind);
    INFO(kind.name);
    for (int i = 0; i < 4; ++i) {
      live.ok("resize", object("name", kind.name, "width", i % 2 == 0 ? 70 : 100, "height", 30));
      CHECK(shell.run("echo it ran").text == "it ran");
    }
  }
}

TEST_CASE("run_command resized: a terminal that was given another size than its pane's is no obstacle") {
  LiveServer live;
  ShellSession shell(live, *shell_here(live.tmux, "bash"));
  CHECK(shell.run("stty rows 50").exit_code() == 0);
  CHECK(shell.run("echo it ran").text == "it ran");
  CHECK(shell.run("stty rows 0 columns 0").exit_code() == 0);
  CHECK(shell.run("echo it ran").text == "it ran");
}
