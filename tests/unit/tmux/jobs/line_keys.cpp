#include "tmux/jobs/line_keys.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("which keys ask a line editor for its cursor") {
  CHECK(LineKeys(ShellKind::bash, false).back(7) == "\x1b[H");
  CHECK(LineKeys(ShellKind::fish, false).back(7) == "\x1b[H");
  for (const ShellKind shell : {ShellKind::zsh, ShellKind::posix})
    CHECK(LineKeys(shell, false).back(2) == "\x1b[D\x1b[D");
  for (const ShellKind shell : {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix})
    CHECK(LineKeys(shell, true).editor() == LineEditor::kernel);
  CHECK(LineKeys::left(3) == "\x1b[D\x1b[D\x1b[D");
  CHECK(LineKeys::right(1) == "\x1b[C");
  CHECK(LineKeys::right(0).empty());
  CHECK(LineKeys::erase(2) == "\x7f\x7f");
}
