#include "shell/input_wait.hpp"

#include "shell/terminal_echo.hpp"

namespace smcp::shell {

bool waits_for_input(const Sleep& sleep, const std::optional<TerminalModes>& modes) {
  if (sleep.call != Sleep::Call::unreadable) return sleep.call == Sleep::Call::waits_for_terminal;
  const bool asks_for_secret = echo_of(modes) == TerminalEcho::hidden;
  switch (sleep.channel) {
    case Sleep::Channel::reads_terminal:
      return sleep.open != Sleep::Open::no_terminal;
    case Sleep::Channel::woken:
      if (sleep.open == Sleep::Open::terminal_alone) return true;
      return asks_for_secret && sleep.open != Sleep::Open::no_terminal;
    case Sleep::Channel::other:
      return false;
    case Sleep::Channel::unreadable:
      break;
  }
  return sleep.sleeping && asks_for_secret;
}

}  // namespace smcp::shell
