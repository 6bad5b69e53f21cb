#include "shell/terminal_input.hpp"

#include <termios.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"

using namespace smcp::test;
using smcp::tmux::terminal_input_of;

namespace {

struct Terminal {
  FdPair pair = pseudo_terminal();
  std::string name = ::ttyname(pair.theirs.get());

  void change(void (*how)(termios&)) const {
    termios modes{};
    REQUIRE(tcgetattr(pair.theirs.get(), &modes) == 0);
    how(modes);
    REQUIRE(tcsetattr(pair.theirs.get(), TCSANOW, &modes) == 0);
  }
  void type(const char* text) const { REQUIRE(::write(pair.ours.get(), text, 1) == 1); }
};

}  // namespace

TEST_CASE("terminal input: its kill character, where that erases what is seen") {
  const Terminal terminal;
  CHECK(terminal_input_of(terminal.name)->kill == '\x15');
  terminal.change([](termios& modes) { modes.c_cc[VKILL] = 'k'; });
  CHECK(terminal_input_of(terminal.name)->kill == 'k');
  terminal.change([](termios& modes) { modes.c_cc[VKILL] = _POSIX_VDISABLE; });
  CHECK_FALSE(terminal_input_of(terminal.name)->kill);
  terminal.change([](termios& modes) { modes.c_cc[VKILL] = 'k'; });
  for (const tcflag_t needed : {tcflag_t{ICANON}, tcflag_t{ECHO}, tcflag_t{ECHOE}, tcflag_t{ECHOK}}) {
    termios modes{};
    REQUIRE(tcgetattr(terminal.pair.theirs.get(), &modes) == 0);
    modes.c_lflag &= ~needed;
    REQUIRE(tcsetattr(terminal.pair.theirs.get(), TCSANOW, &modes) == 0);
    CHECK_FALSE(terminal_input_of(terminal.name)->kill);
    modes.c_lflag |= needed;
    REQUIRE(tcsetattr(terminal.pair.theirs.get(), TCSANOW, &modes) == 0);
  }
  CHECK_FALSE(terminal_input_of("/nowhere"));
  CHECK_FALSE(terminal_input_of("/dev/null"));
}

TEST_CASE("terminal input: bytes that nobody has read") {
  const Terminal terminal;
  terminal.change([](termios& modes) { cfmakeraw(&modes); });
  CHECK(terminal_input_of(terminal.name)->unread == 0);
  terminal.type("x");
  CHECK(wait_until([&] { return terminal_input_of(terminal.name)->unread == 1; }));
  terminal.type("y");
  CHECK(wait_until([&] { return terminal_input_of(terminal.name)->unread == 2; }));
}
