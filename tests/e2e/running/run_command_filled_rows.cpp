// run_command where the line that it types would end at the right margin, or next to it.
#include <string>

#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

/// How many cells the prompt and the line that run_command types take.
std::size_t cells_of_line(LiveServer& live, const TestShell& kind) {
  ShellSession shell(live, kind, 2000, 200);
  REQUIRE(shell.run("true").exit_code() == 0);
  REQUIRE(wait_until([&] { return shell.screen().find("@smcp-") < shell.screen().rfind('\n'); }));
  const std::string screen = shell.screen();
  const auto line = screen.substr(0, screen.find('\n', screen.find("@smcp-")));
  return line.size() - (line.rfind('\n') + 1);  // npos + 1 is 0
}

}  // namespace

TEST_CASE("run_command: a line that would end at the right margin is not one with its output") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    const std::size_t cells = cells_of_line(live, {kind.name + "-wide", kind.command});
    for (const std::size_t width : {cells - 1, cells, cells + 1, cells / 2}) {
      const TestShell named{kind.name + "-" + std::to_string(width), kind.command};
      INFO(named.name << ", a line of " << cells << " cells");
      ShellSession shell(live, named, 2000, static_cast<int>(width));
      for (int i = 0; i < 2; ++i) {
        const JobAnswer done = shell.run("echo one; echo two");
        CHECK(done.exit_code() == 0);
        CHECK(done.text == "one\ntwo");
        const Json screen = live.server.call("capture_pane", object("name", shell.name()));
        CHECK(text_of(screen).find("\none\ntwo") != std::string::npos);
      }
    }
  }
}
