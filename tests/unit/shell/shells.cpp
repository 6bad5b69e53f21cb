#include "shell/shells.hpp"

#include "support/catch.hpp"

using namespace smcp::shell;
using namespace std::string_view_literals;

TEST_CASE("shells are known by name, login shells too") {
  for (const auto* name : {"bash", "-bash", "zsh", "fish", "sh", "dash", "busybox", "csh", "nu", "elvish"})
    CHECK(is_shell_name(name));
  for (const auto* name : {"", "-", "python3", "bashful", "ssh"}) CHECK_FALSE(is_shell_name(name));
}

TEST_CASE("shells are of a kind that can be told what to run, or of none") {
  CHECK(shell_kind("bash") == ShellKind::bash);
  CHECK(shell_kind("-zsh") == ShellKind::zsh);
  CHECK(shell_kind("fish") == ShellKind::fish);
  for (const char* name : {"sh", "dash", "-sh", "ash", "ksh", "ksh93", "mksh", "yash", "busybox"})
    CHECK(shell_kind(name) == ShellKind::posix);
  for (const char* name : {"", "csh", "tcsh", "nu", "xonsh", "elvish", "python3", "bashful"})
    CHECK_FALSE(shell_kind(name));
}

TEST_CASE("shells with a line editor of their own") {
  for (const char* name : {"bash", "zsh", "fish", "ksh", "ksh93", "mksh", "tcsh", "csh", "yash", "xonsh",
                           "nu", "elvish", "-bash"})
    CHECK(edits_lines(name));
  for (const char* name : {"", "sh", "dash", "ash", "busybox", "python3"}) CHECK_FALSE(edits_lines(name));
}

TEST_CASE("a shell with a script or a command of its own does not wait for command lines") {
  for (const auto arguments :
       {""sv, "bash"sv, "bash\0"sv, "-bash\0"sv, "bash\0-i\0"sv, "bash\0--norc\0-c\0"sv, "zsh\0-l\0"sv,
        "busybox\0sh\0"sv, "/bin/busybox\0ash\0-i\0"sv, "/opt/busybox\0sh"sv})
    CHECK(is_interactive_shell(arguments));
  for (const auto arguments :
       {"sh\0-c\0sleep 1; x\0"sv, "bash\0run.sh\0"sv, "bash\0-ec\0x\0"sv, "busybox\0"sv, "busybox\0vi\0"sv,
        "busybox\0sh\0run.sh\0"sv, "/bin/busybox\0sh\0-c\0top\0"sv, "busybox\0-i\0"sv})
    CHECK_FALSE(is_interactive_shell(arguments));
}
