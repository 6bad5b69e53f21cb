#include "shell/input_wait.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::shell;
using Call = Sleep::Call;
using Channel = Sleep::Channel;
using Open = Sleep::Open;

namespace {

enum class Modes { unknown, shown, hidden, keys, keys_shown };

std::optional<TerminalModes> modes_for(Modes modes) {
  switch (modes) {
    case Modes::shown:
      return TerminalModes{true, true, true, '\x15'};
    case Modes::hidden:
      return TerminalModes{true, false, true, std::nullopt};
    case Modes::keys:
      return TerminalModes{false, false, true, std::nullopt};
    case Modes::keys_shown:
      return TerminalModes{false, true, true, std::nullopt};
    case Modes::unknown:
      break;
  }
  return std::nullopt;
}

/// What is expected for one of the rows below: in no mode of the terminal, in each of them (surely, or perhaps), or where it hides
/// what is typed.
enum class Waits { never, perhaps, always, hidden };

InputAwaited expected(Waits waits, Modes modes) {
  if (waits == Waits::perhaps) return InputAwaited::perhaps;
  const bool surely = waits == Waits::always || (waits == Waits::hidden && modes == Modes::hidden);
  return surely ? InputAwaited::surely : InputAwaited::no;
}

struct Row {
  Call call;
  Channel channel;
  Open open;
  Waits asleep;
  Waits awake;
};

constexpr Call kNoCall = Call::unreadable;

/// Everything where the call is unreadable.
constexpr Row kRows[] = {
    {kNoCall, Channel::unreadable, Open::unreadable, Waits::hidden, Waits::never},
    {kNoCall, Channel::unreadable, Open::terminal_alone, Waits::hidden, Waits::never},
    {kNoCall, Channel::unreadable, Open::terminal_and_more, Waits::hidden, Waits::never},
    {kNoCall, Channel::unreadable, Open::no_terminal, Waits::hidden, Waits::never},
    {kNoCall, Channel::reads_terminal, Open::unreadable, Waits::always, Waits::always},
    {kNoCall, Channel::reads_terminal, Open::terminal_alone, Waits::always, Waits::always},
    {kNoCall, Channel::reads_terminal, Open::terminal_and_more, Waits::always, Waits::always},
    {kNoCall, Channel::reads_terminal, Open::no_terminal, Waits::never, Waits::never},
    {kNoCall, Channel::woken, Open::unreadable, Waits::hidden, Waits::hidden},
    {kNoCall, Channel::woken, Open::terminal_alone, Waits::always, Waits::always},
    {kNoCall, Channel::woken, Open::terminal_and_more, Waits::hidden, Waits::hidden},
    {kNoCall, Channel::woken, Open::no_terminal, Waits::never, Waits::never},
    {kNoCall, Channel::polls, Open::unreadable, Waits::never, Waits::never},
    {kNoCall, Channel::polls, Open::terminal_alone, Waits::perhaps, Waits::perhaps},
    {kNoCall, Channel::polls, Open::terminal_and_more, Waits::never, Waits::never},
    {kNoCall, Channel::polls, Open::no_terminal, Waits::never, Waits::never},
    {kNoCall, Channel::other, Open::unreadable, Waits::never, Waits::never},
    {kNoCall, Channel::other, Open::terminal_alone, Waits::never, Waits::never},
    {kNoCall, Channel::other, Open::terminal_and_more, Waits::never, Waits::never},
    {kNoCall, Channel::other, Open::no_terminal, Waits::never, Waits::never},
};

constexpr Modes kModes[] = {Modes::unknown, Modes::shown, Modes::hidden, Modes::keys, Modes::keys_shown};

}  // namespace

TEST_CASE("waiting for input: every combination where the system call cannot be read") {
  for (const Row& row : kRows) {
    for (const Modes modes : kModes) {
      for (const bool sleeping : {false, true}) {
        INFO("channel " << static_cast<int>(row.channel) << " open " << static_cast<int>(row.open)
                        << " modes " << static_cast<int>(modes) << " sleeping " << sleeping);
        CHECK(awaits_input({row.call, row.channel, row.open, sleeping}, modes_for(modes)) ==
              expected(sleeping ? row.asleep : row.awake, modes));
      }
    }
  }
}

TEST_CASE("waiting for input: a system call that can be read decides, whatever else is seen") {
  for (const Row& row : kRows) {
    for (const Modes modes : kModes) {
      for (const bool sleeping : {false, true}) {
        const auto told = [&](Call call) {
          return awaits_input({call, row.channel, row.open, sleeping}, modes_for(modes));
        };
        CHECK(told(Call::waits_for_terminal) == InputAwaited::surely);
        CHECK(told(Call::waits_for_a_time) == InputAwaited::perhaps);
        CHECK(told(Call::other) == InputAwaited::no);
      }
    }
  }
}
