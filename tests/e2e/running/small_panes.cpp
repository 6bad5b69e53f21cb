// Panes in which there is hardly room for what run_command types.
#include <fcntl.h>
#include <sys/ioctl.h>

#include "support/contains.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

std::string size_of(const std::string& tty) {
  const Fd terminal(::open(tty.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC));
  winsize size{};
  if (::ioctl(terminal.get(), TIOCGWINSZ, &size) != 0) return "";
  return std::to_string(size.ws_col) + "x" + std::to_string(size.ws_row);
}

}  // namespace

TEST_CASE("run_command: small panes, down to those in which nothing is typed") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    const std::string tty = shell.format("#{pane_tty}");
    const auto resize = [&](const char* columns, const char* rows) {
      live.tmux.must({"resize-window", "-t", "=" + kind.name + ":", "-x", columns, "-y", rows});
      // tmux lets the shell know later, if it has resized it a moment ago.
      REQUIRE(wait_until([&] { return size_of(tty) == std::string(columns) + "x" + rows; }));
    };
    CHECK(shell.run("echo first").text == "first");
    for (const auto& [columns, rows] : {std::pair{"80", "2"}, {"12", "24"}, {"20", "8"}}) {
      INFO(columns << "x" << rows);
      resize(columns, rows);
      CHECK(shell.run("echo one; echo two").text == "one\ntwo");
    }
    resize("10", "2");
    const std::string before = shell.screen();
    CHECK_THAT(shell.refused("touch RAN"), Contains("is too small (10x2)") && Contains("nothing was typed"));
    CHECK(shell.screen() == before);
    resize("80", "24");
    CHECK(shell.run("test -e RAN || echo not run").text == "not run");
  }
}
