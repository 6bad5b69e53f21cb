#include "shell/terminal_echo.hpp"

#include <array>
#include <pty.h>
#include <termios.h>

#include "support/catch.hpp"
#include "support/fd.hpp"

using namespace smcp::tmux;

TEST_CASE("whether a terminal shows what is typed can be seen from outside") {
  int master = -1;
  int slave = -1;
  std::array<char, 128> name{};
  REQUIRE(::openpty(&master, &slave, name.data(), nullptr, nullptr) == 0);
  const smcp::test::Fd ours(master);
  const smcp::test::Fd theirs(slave);
  termios settings{};
  REQUIRE(::tcgetattr(slave, &settings) == 0);
  const auto with = [&](tcflag_t modes) {
    settings.c_lflag = (settings.c_lflag & ~static_cast<tcflag_t>(ICANON | ECHO)) | modes;
    REQUIRE(::tcsetattr(slave, TCSANOW, &settings) == 0);
    return echo_of(name.data());
  };
  CHECK(with(ICANON | ECHO) == TerminalEcho::shown);
  CHECK(with(ICANON) == TerminalEcho::hidden);
  CHECK(with(0) == TerminalEcho::by_program);
  CHECK(with(ECHO) == TerminalEcho::shown);
  CHECK(echo_of("/nowhere/at/all") == TerminalEcho::unknown);
  CHECK(echo_of("/dev/null") == TerminalEcho::unknown);
}

TEST_CASE("the question for a secret is known by its words") {
  for (const char* line : {"Password:", "Password: ", "[sudo] password for ann: ", "ann@host's password:",
                           "Enter passphrase for key '/home/ann/.ssh/id': ", "Enter PIN for card 7:", "PIN: ",
                           "Verification code: ", "🔐 Password: (press TAB for no echo) ",
                           "PASSWORD:", "API token: ", "Passwort: ", "Пароль: ", "[sudo] ann 的密码：",
                           "Mot de passe : ", "New password (again): "}) {
    INFO(line);
    CHECK(asks_for_secret(line));
  }
  for (const char* line : {"", "$ ", "ann@host:~/passwords$ ", "Password", "Continue? [y/N] ",
                           "Name: ", "Spinning: 3", "user@host:~$ ls"}) {
    INFO(line);
    CHECK_FALSE(asks_for_secret(line));
  }
}
