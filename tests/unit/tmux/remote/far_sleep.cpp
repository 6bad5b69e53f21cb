#include "tmux/remote/far_sleep.hpp"

#include <string>
#include <sys/syscall.h>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;
using shell::InputAwaited;
using shell::Sleep;

namespace {

/// /dev/pts/3
constexpr std::int64_t kTerminal = 34819;

shell::ProcessState sleeping() {
  shell::ProcessState state;
  state.known = state.sleeping = true;
  state.terminal = kTerminal;
  return state;
}

Sleep sleep(const SeenSleep& seen, bool same_calls = true) {
  return judge_sleep(seen, sleeping(), same_calls);
}

std::string call(long number, const std::string& arguments) {
  return std::to_string(number) + " " + arguments + " 0x7ffd5c51b7c8 0x7f3ca34e1fc1";
}

}  // namespace

TEST_CASE("far sleep: a read is for the terminal if its descriptor is") {
  const std::string line = call(SYS_read, "0x3 0x7f3ca3 0x20000 0x22 0x0 0x0");
  CHECK(sleep({line, "", "0:136,3 3:136,3"}).call == Sleep::Call::waits_for_terminal);
  CHECK(sleep({line, "", "0:136,3 3:5,0"}).call == Sleep::Call::waits_for_terminal);
  CHECK(sleep({line, "", "0:136,3 3:136,4"}).call == Sleep::Call::other);
  CHECK(sleep({line, "", "0:136,3 3:p"}).call == Sleep::Call::other);
  CHECK(sleep({line, "", "0:136,3 3:?"}).call == Sleep::Call::other);
  CHECK(sleep({line, "", "0:136,3"}).call == Sleep::Call::other);
  CHECK(sleep({line, "", ""}).call == Sleep::Call::unreadable);
}

TEST_CASE("far sleep: numbers of system calls count only where they are those of this machine") {
  const SeenSleep seen{call(SYS_read, "0x0 0x7f3ca3 0x20000 0x22 0x0 0x0"), "hrtimer_nanosleep", "0:136,3"};
  CHECK(sleep(seen).call == Sleep::Call::waits_for_terminal);
  CHECK(sleep(seen, false).call == Sleep::Call::unreadable);
  CHECK(awaits_input(sleep(seen, false), {}) == InputAwaited::no);
  const std::string of_32_bits = "0 0x0 0x7f3ca3 0x20000 0x22 0x0 0x0 0xff51b7c8 0xf7f0e579";
  CHECK(sleep({of_32_bits, "hrtimer_nanosleep", "0:136,3"}).call == Sleep::Call::unreadable);
}

TEST_CASE("far sleep: what is polled is in a memory that is not read") {
  const std::string one = call(SYS_pselect6, "0x1 0x7ffd5c51b7c8 0x0 0x0 0x0 0x0");
  CHECK(sleep({one, "do_select", "0:136,3"}).call == Sleep::Call::waits_for_terminal);
  CHECK(sleep({one, "do_select", "0:136,3 4:?"}).call == Sleep::Call::waits_for_terminal);
  const std::string ends = call(SYS_pselect6, "0x1 0x7ffd5c51b7c8 0x0 0x0 0x7ffd5c51b7c8 0x0");
  CHECK(sleep({ends, "do_select", "0:136,3"}).call == Sleep::Call::waits_for_a_time);
  const std::string several = call(SYS_ppoll, "0x7ffd5c51b7c8 0x2 0x0 0x0 0x0 0x0");
  const Sleep more = sleep({several, "do_poll", "0:136,3 1:136,3 3:?"});
  CHECK(more.call == Sleep::Call::unreadable);
  CHECK(awaits_input(more, {}) == InputAwaited::no);
  // Where nothing but the terminal is open, there is nothing else to wait for.
  CHECK(sleep({several, "do_poll", "0:136,3 1:136,3 3:1,3"}).call == Sleep::Call::waits_for_terminal);
  CHECK(sleep({several, "do_poll", "0:1,3"}).call == Sleep::Call::unreadable);
  const std::string passing = call(SYS_ppoll, "0x7ffd5c51b7c8 0x2 0x7ffd5c51b7d8 0x0 0x0 0x0");
  CHECK(sleep({passing, "do_poll", "0:136,3"}).call == Sleep::Call::waits_for_a_time);
  CHECK(awaits_input(sleep({several, "do_poll", "0:136,3 3:p"}), {}) == InputAwaited::no);
}

TEST_CASE("far sleep: where the call is not readable, the channel and what is open tell") {
  CHECK(awaits_input(sleep({"", "n_tty_read", "0:136,3"}), {}) == InputAwaited::surely);
  CHECK(awaits_input(sleep({"", "n_tty_read", "0:136,4"}), {}) == InputAwaited::no);
  CHECK(awaits_input(sleep({"", "wait_woken", "0:136,3 1:136,3 5:1,3 6:p"}), {}) == InputAwaited::surely);
  CHECK(awaits_input(sleep({"", "wait_woken", "0:136,3 7:?"}), {}) == InputAwaited::no);
  CHECK(awaits_input(sleep({"", "wait_woken", "0:136,3 7:136,9"}), {}) == InputAwaited::no);
  CHECK(awaits_input(sleep({"", "pipe_read", "0:136,3"}), {}) == InputAwaited::no);
}

TEST_CASE("far sleep: of another user's program nothing is seen but that it sleeps") {
  const Sleep hidden = sleep({"", "0", ""});
  CHECK(shell::is_hidden(hidden));
  CHECK(hidden.sleeping);
  CHECK(awaits_input(hidden, {}) == InputAwaited::no);
  CHECK(awaits_input(hidden, shell::TerminalModes{true, false, true, {}}) == InputAwaited::surely);
}

TEST_CASE("far sleep: no list of descriptors makes it a wait for the terminal that is none") {
  for (const std::string list : {":", "x", "0", "0:", "0:136", "0:136,", "0:,3", "0:136,3x", "-1:136,3",
                                 "0:x,3", "0:136;3", "0:99999999999,3", "   ", "0 136,3"}) {
    INFO(list);
    CHECK(sleep({call(SYS_read, "0x0 0x0 0x1 0x0 0x0 0x0"), "wait_woken", list}).call !=
          Sleep::Call::waits_for_terminal);
    CHECK(awaits_input(sleep({"", "wait_woken", list}), {}) == InputAwaited::no);
  }
}
