#include "tmux/job_script.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

const JobId kId{PaneId{5}, "k4f9q2"};
const TmuxCall kTmux{"/usr/bin/tmux", "/tmp/it's/default"};

PaneState typed_at(std::uint64_t history, std::uint32_t y, std::uint32_t x) {
  PaneState state;
  state.history = history;
  state.cursor_y = y;
  state.cursor_x = x;
  return state;
}

}  // namespace

TEST_CASE("shells by their names, login shells too") {
  CHECK(shell_kind("bash") == ShellKind::bash);
  CHECK(shell_kind("-zsh") == ShellKind::zsh);
  CHECK(shell_kind("fish") == ShellKind::fish);
  for (const char* name : {"sh", "dash", "-sh", "ksh", "mksh", "busybox"})
    CHECK(shell_kind(name) == ShellKind::posix);
  for (const char* name : {"", "csh", "nu", "python3", "bashful"}) CHECK_FALSE(shell_kind(name));
}

TEST_CASE("the tmux that is called is the server's own") {
  CHECK(tmux_command("/usr/local/bin/tmux", 12) == "/usr/local/bin/tmux");
  CHECK(tmux_command("/usr/bin/tmux (deleted)", 12) == "/proc/12/exe");
  for (const char* other :
       {"", "/lib64/ld-linux-x86-64.so.2", "/home/x y/tmux", "tmux", "/usr/bin,tmux;x/tmux"}) {
    INFO(other);
    CHECK(tmux_command(other, 12) == "command tmux");
  }
}

TEST_CASE("the typed line is short, plain, kept out of histories, and no other") {
  for (const ShellKind shell : {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix}) {
    const std::string line = typed_line(shell, kId, "/usr/bin/tmux");
    CHECK(line.front() == ' ');
    CHECK(line.size() < 80);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    CHECK(line.find(job_option::script(kId)) != std::string::npos);
    CHECK(line.find("%5") != std::string::npos);
  }
}

TEST_CASE("the script holds the command once, quoted for its shell, and marks of its own") {
  const std::string command = "echo 'it''s' \\ {pane} {end}\n# {token}";
  for (const ShellKind shell : {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix}) {
    const std::string script = job_script(shell, kId, kTmux, command, typed_at(7, 3, 60));
    CHECK(script.find("*:7:3:60") != std::string::npos);
    CHECK(script.find("@smcp-start 'k4f9q2 ") != std::string::npos);
    CHECK(script.find("@smcp-end \"k4f9q2 ") != std::string::npos);
    CHECK(script.find("{start}") == std::string::npos);
    CHECK(script.find("{tmux}") == std::string::npos);
    const std::string quoted = shell == ShellKind::fish
                                   ? "eval 'echo \\'it\\'\\'s\\' \\\\ {pane} {end}\n# {token}'"
                                   : "eval 'echo '\\''it'\\'''\\''s'\\'' \\ {pane} {end}\n# {token}'";
    CHECK(script.find(quoted) != std::string::npos);
    const std::string socket =
        shell == ShellKind::fish ? "-S '/tmp/it\\'s/default'" : "-S '/tmp/it'\\''s/default'";
    CHECK(script.find("/usr/bin/tmux " + socket) != std::string::npos);
  }
}
