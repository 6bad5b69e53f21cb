#include "shell/foreground.hpp"

#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

std::string syscall_line(long number, const std::string& arguments) {
  return std::to_string(number) + " " + arguments + " 0x7ffd5a5a1a90 0x7f59cf03e503";
}

}  // namespace

TEST_CASE("waiting is a read of a descriptor, or a select of the first alone without a limit of time") {
  CHECK(waits_for_input_from(syscall_line(SYS_read, "0x0 0x7ffe 0x400 0x0 0x0 0x0")) == 0);
  CHECK(waits_for_input_from(syscall_line(SYS_read, "0x14 0x7ffe 0x400 0x0 0x0 0x0")) == 20);
  CHECK(waits_for_input_from(syscall_line(SYS_pselect6, "0x1 0x7ffe 0x0 0x7ffe 0x0 0x7ffe")) == 0);
  CHECK_FALSE(waits_for_input_from(syscall_line(SYS_pselect6, "0x1 0x7ffe 0x0 0x0 0x7ffe 0x7ffe")));
  CHECK_FALSE(waits_for_input_from(syscall_line(SYS_pselect6, "0x2 0x7ffe 0x0 0x0 0x0 0x7ffe")));
  CHECK_FALSE(waits_for_input_from(syscall_line(SYS_pselect6, "0x1 0x0 0x7ffe 0x0 0x0 0x7ffe")));
  CHECK_FALSE(waits_for_input_from(syscall_line(SYS_wait4, "0x0 0x7ffe 0x0 0x0 0x0 0x0")));
}

TEST_CASE("what is no such line says nothing") {
  for (const auto* bad : {"", "running", "-1 0x7ffe 0x7f59", "0", "0 0x0", "0 0xzz 0x1 0x1 0x1 0x1 0x1 0x1"})
    CHECK_FALSE(waits_for_input_from(bad));
  CHECK_FALSE(waits_for_input_from(syscall_line(SYS_read, "0xffffffffffffffff 0x1 0x1 0x1 0x1 0x1")));
}

TEST_CASE("shells are known by name, login shells too") {
  for (const auto* name : {"bash", "-bash", "zsh", "fish", "sh", "dash"}) CHECK(is_shell_name(name));
  for (const auto* name : {"", "-", "python3", "bashful", "ssh"}) CHECK_FALSE(is_shell_name(name));
}

TEST_CASE("a shell with a script or a command of its own does not wait for command lines") {
  using namespace std::string_view_literals;
  for (const auto arguments :
       {""sv, "bash"sv, "bash\0"sv, "-bash\0"sv, "bash\0-i\0"sv, "bash\0--norc\0-c\0"sv, "zsh\0-l\0"sv})
    CHECK(is_interactive_shell(arguments));
  for (const auto arguments : {"sh\0-c\0sleep 1; x\0"sv, "bash\0run.sh\0"sv, "bash\0-ec\0x\0"sv})
    CHECK_FALSE(is_interactive_shell(arguments));
}

TEST_CASE("terminals have the numbers that proc gives them") {
  CHECK(terminal_number(makedev(136, 0)) == 34816);
  CHECK(terminal_number(makedev(136, 300)) == ((136 << 8) | 44 | (256 << 12)));
}

TEST_CASE("where the process cannot be seen on its terminal, the name of the command decides") {
  CHECK(foreground_of(::getpid(), "/nowhere", "bash") == Foreground::at_prompt);
  CHECK(foreground_of(::getpid(), "/dev/null", "-zsh") == Foreground::at_prompt);
  CHECK(foreground_of(::getpid(), "/dev/null", "make") == Foreground::running);
  CHECK(foreground_of(0, "/dev/null", "make") == Foreground::running);
}
