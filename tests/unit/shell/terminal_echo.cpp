#include "shell/terminal_echo.hpp"

#include "support/catch.hpp"

using namespace smcp::shell;

TEST_CASE("whether a terminal shows what is typed, by its modes") {
  TerminalModes modes;
  const auto with = [&modes](bool canonical, bool echo) {
    modes.canonical = canonical;
    modes.echo = echo;
    return echo_of(modes);
  };
  CHECK(with(true, true) == TerminalEcho::shown);
  CHECK(with(true, false) == TerminalEcho::hidden);
  CHECK(with(false, false) == TerminalEcho::by_program);
  CHECK(with(false, true) == TerminalEcho::shown);
  CHECK(echo_of(std::nullopt) == TerminalEcho::unknown);
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
