// What a line of /proc tells of a process's sleep.
#include <string>
#include <sys/syscall.h>

#include "shell/local_sleep.hpp"
#include "support/catch.hpp"

using namespace smcp::shell;
using Channel = Sleep::Channel;
using Kind = InputCall::Kind;

namespace {

std::string line(long number, const std::string& arguments) {
  return std::to_string(number) + " " + arguments + " 0x7ffd5a5a1a90 0x7f59cf03e503\n";
}

void check_call(const std::string& text, Kind kind, std::uint64_t fds, std::uint64_t count, bool ends) {
  INFO(text);
  const auto call = parse_input_call(text);
  REQUIRE(call);
  CHECK(call->kind == kind);
  CHECK(call->fds == fds);
  CHECK(call->count == count);
  CHECK(call->ends == ends);
}

}  // namespace

TEST_CASE("sleep: calls that wait for input, and whether they end by themselves") {
  check_call(line(SYS_read, "0x0 0x7ffe 0x400 0x0 0x0 0x0"), Kind::reads, 0, 1, false);
  check_call(line(SYS_read, "0x14 0x7ffe 0x400 0x0 0x0 0x0"), Kind::reads, 20, 1, false);
  check_call(line(SYS_pselect6, "0x1 0x7ffe 0x0 0x7ffe 0x0 0x7ffe"), Kind::selects, 0x7ffe, 1, false);
  check_call(line(SYS_pselect6, "0x5 0x7ffe 0x7fff 0x7fff 0x0 0x0"), Kind::selects, 0x7ffe, 5, false);
  check_call(line(SYS_pselect6, "0x1 0x7ffe 0x0 0x0 0x7ffe 0x7ffe"), Kind::selects, 0x7ffe, 1, true);
  check_call(line(SYS_ppoll, "0x7ffe 0x2 0x0 0x0 0x8 0x0"), Kind::polls, 0x7ffe, 2, false);
  check_call(line(SYS_ppoll, "0x7ffe 0x2 0x7fff 0x0 0x8 0x0"), Kind::polls, 0x7ffe, 2, true);
#ifdef SYS_poll
  check_call(line(SYS_poll, "0x7ffe 0x1 0xffffffff 0x0 0x0 0x0"), Kind::polls, 0x7ffe, 1, false);
  check_call(line(SYS_poll, "0x7ffe 0x1 0xffffffffffffffff 0x0 0x0 0x0"), Kind::polls, 0x7ffe, 1, false);
  check_call(line(SYS_poll, "0x7ffe 0x1 0x3e8 0x0 0x0 0x0"), Kind::polls, 0x7ffe, 1, true);
  check_call(line(SYS_select, "0x4 0x7ffe 0x0 0x0 0x7fff 0x0"), Kind::selects, 0x7ffe, 4, true);
#endif
}

TEST_CASE("sleep: what is no line of such a call says nothing") {
  for (const auto* bad : {"", "running", "-1 0x7ffe 0x7f59", "0", "0 0x0", "0 0xzz 0x1 0x1 0x1 0x1 0x1 0x1"})
    CHECK_FALSE(parse_input_call(bad));
  CHECK_FALSE(parse_input_call(line(SYS_wait4, "0x0 0x7ffe 0x0 0x0 0x0 0x0")));
  CHECK_FALSE(parse_input_call(line(SYS_read, "0xffffffffffffffff 0x1 0x1 0x1 0x1 0x1")));
  CHECK_FALSE(parse_input_call(line(SYS_pselect6, "0x1 0x0 0x7ffe 0x0 0x0 0x7ffe")));
  CHECK_FALSE(parse_input_call(line(SYS_pselect6, "0xffff 0x7ffe 0x0 0x0 0x0 0x0")));
  CHECK_FALSE(parse_input_call(line(SYS_ppoll, "0x7ffe 0x0 0x0 0x0 0x0 0x0")));
  CHECK_FALSE(parse_input_call(line(SYS_ppoll, "0x7ffe 0x1000 0x0 0x0 0x0 0x0")));
}

TEST_CASE("sleep: the calls of a 32-bit program have other numbers") {
  CHECK(is_foreign_call("3 0x0 0xffcd1000 0x400 0x0 0x0 0x0 0xffcd0fd0 0xf7f0e579"));
  CHECK(is_foreign_call("3 0x0 0xffcd1000 0x400 0x0 0x0 0x0 0xffffffff 0xf7f0e579"));
  CHECK_FALSE(is_foreign_call("3 0x0 0xffcd1000 0x400 0x0 0x0 0x0 0x100000000 0xf7f0e579"));
  CHECK_FALSE(is_foreign_call(line(SYS_read, "0x0 0x7ffe 0x400 0x0 0x0 0x0")));
  for (const auto* none : {"", "running", "-1 0x7ffe 0x7f59"}) CHECK_FALSE(is_foreign_call(none));
}

TEST_CASE("sleep: wait channels that may be a terminal's") {
  for (const auto* none : {"", "0", "0\n"}) CHECK(parse_wait_channel(none) == Channel::unreadable);
  for (const auto* read : {"n_tty_read", "n_tty_read\n", "n_tty_read.isra.0"})
    CHECK(parse_wait_channel(read) == Channel::reads_terminal);
  CHECK(parse_wait_channel("wait_woken") == Channel::woken);
  for (const auto* polls : {"poll_schedule_timeout", "poll_schedule_timeout.constprop.0", "do_select"})
    CHECK(parse_wait_channel(polls) == Channel::polls);
  for (const auto* other : {"do_wait", "do_epoll_wait", "n_tty_write", "pipe_read", "futex_wait_queue"})
    CHECK(parse_wait_channel(other) == Channel::other);
}
