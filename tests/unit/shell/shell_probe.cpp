#include "shell/shell_probe.hpp"

#include <array>
#include <pty.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("the state of a shell is read from proc's stat line, whatever its name holds") {
  const auto ready = parse_process_stat("812 (bash) S 811 812 812 34816 812 4194304 1 2");
  CHECK(ready.known);
  CHECK(ready.foreground);
  CHECK(ready.sleeping);
  CHECK(ready.edits_lines);
  CHECK(ready.name == "bash");
  CHECK(ready.parent == 811);
  CHECK(ready.terminal == 34816);
  CHECK(ready.terminal_group == 812);
  const auto busy = parse_process_stat("812 (dash) R 811 812 812 34816 900 4194304");
  CHECK(busy.known);
  CHECK_FALSE(busy.foreground);
  CHECK_FALSE(busy.sleeping);
  CHECK_FALSE(busy.edits_lines);
  CHECK(parse_process_stat("7 (a) S (b) S 1 7 7 1 7 0").foreground);
}

TEST_CASE("what is no stat line says nothing") {
  for (const auto* bad : {"", "812", "812 (bash", "812 )bash( S", "812 (bash) S 1 2", "812 (bash) S x y z"}) {
    INFO(bad);
    CHECK_FALSE(parse_process_stat(bad).known);
  }
  CHECK_FALSE(shell_state_of(-1).known);
  CHECK(shell_state_of(::getpid()).known);
}

TEST_CASE("a terminal's line mode can be seen from outside") {
  int master = -1;
  int slave = -1;
  std::array<char, 128> name{};
  REQUIRE(::openpty(&master, &slave, name.data(), nullptr, nullptr) == 0);
  CHECK(line_mode_of(name.data()) == LineMode::canonical);
  termios settings{};
  REQUIRE(::tcgetattr(slave, &settings) == 0);
  settings.c_lflag &= ~static_cast<tcflag_t>(ICANON);
  REQUIRE(::tcsetattr(slave, TCSANOW, &settings) == 0);
  CHECK(line_mode_of(name.data()) == LineMode::keys);
  settings.c_cc[VLNEXT] = _POSIX_VDISABLE;  // bash, zsh
  REQUIRE(::tcsetattr(slave, TCSANOW, &settings) == 0);
  CHECK(line_mode_of(name.data()) == LineMode::editing);
  settings.c_cc[VLNEXT] = 'V' - '@';
  settings.c_lflag &= ~static_cast<tcflag_t>(IEXTEN);  // fish
  REQUIRE(::tcsetattr(slave, TCSANOW, &settings) == 0);
  CHECK(line_mode_of(name.data()) == LineMode::editing);
  ::close(slave);
  ::close(master);
  CHECK(line_mode_of("/nowhere/at/all") == LineMode::unknown);
  CHECK(line_mode_of("/dev/null") == LineMode::unknown);
}
