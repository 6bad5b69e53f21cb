#include "tmux/act/new_session_rows.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("a session's row is found among other output, its name being the rest of the line") {
  const auto made = MadeSession::parse("hi\n" + session_row("$4", "a\tb") + "bye\n");
  REQUIRE(made);
  CHECK(made->id == SessionId{4});
  CHECK(made->name == "a\tb");
  for (const char* wrong : {"", "sessions-mcp-session\n", "sessions-mcp-session\t$4\t10\t20\n",
                            "sessions-mcp-session\t%4\t10\t20\tx\n", "sessions-mcp-session\t$4\tx\t20\tx\n"})
    CHECK_FALSE(MadeSession::parse(wrong));
}

TEST_CASE("a shell's row gives its pane and the cursor of a blank pane") {
  const auto shell = MadeShell::parse("hi\n" + shell_row("/dev/pts/3", "77"));
  REQUIRE(shell);
  CHECK(shell->pane.id == PaneId{9});
  CHECK(shell->pane.pid == 77);
  CHECK(shell->pane.tty == "/dev/pts/3");
  CHECK(shell->start.pane == PaneId{9});
  CHECK(shell->start.pid == 77);
  CHECK(shell->start.width == 80);
  CHECK(shell->start.end == -1);
  CHECK(Cursor::parse(shell->start.text()) == shell->start);
  // A pane that has a history already is not one that was just made.
  CHECK_FALSE(MadeShell::parse(shell_row("/dev/pts/3", "77", "1")));
  CHECK_FALSE(MadeShell::parse(shell_row("/dev/pts/3", "x")));
  CHECK_FALSE(MadeShell::parse("sessions-mcp-shell\t0\t%9\t77\n"));
  // Without its second row, what follows new-window has failed.
  const std::string both = shell_row("/dev/pts/3", "77");
  CHECK_FALSE(MadeShell::parse(both.substr(0, both.find("sessions-mcp-sized"))));
}
