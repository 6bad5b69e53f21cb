#include "shell/input_wait.hpp"

#include "shell/terminal_echo.hpp"

namespace smcp::shell {
namespace {

InputAwaited surely_if(bool waits) {
  return waits ? InputAwaited::surely : InputAwaited::no;
}

}  // namespace

InputAwaited awaits_input(const Sleep& sleep, const std::optional<TerminalModes>& modes) {
  if (sleep.call == Sleep::Call::waits_for_a_time) return InputAwaited::perhaps;
  if (sleep.call != Sleep::Call::unreadable) return surely_if(sleep.call == Sleep::Call::waits_for_terminal);
  const bool asks_for_secret = echo_of(modes) == TerminalEcho::hidden;
  const bool alone = sleep.open == Sleep::Open::terminal_alone;
  const bool has_terminal = sleep.open != Sleep::Open::no_terminal;
  switch (sleep.channel) {
    case Sleep::Channel::reads_terminal:
      return surely_if(has_terminal);
    case Sleep::Channel::woken:
      return surely_if(alone || (asks_for_secret && has_terminal));
    case Sleep::Channel::polls:
      return alone ? InputAwaited::perhaps : InputAwaited::no;
    case Sleep::Channel::other:
      return InputAwaited::no;
    case Sleep::Channel::unreadable:
      break;
  }
  return surely_if(sleep.sleeping && asks_for_secret);
}

}  // namespace smcp::shell
