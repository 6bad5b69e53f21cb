#include "tmux/jobs/job_script.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "unit/tmux/jobs/job_id.hpp"

using namespace smcp::tmux;

namespace {

const TmuxCall kTmux{"/usr/bin/tmux", "/tmp/it's/default"};

constexpr ShellKind kShells[] = {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix};

std::string script_for(ShellKind shell, const std::string& command) {
  return job_script(shell, kId, kTmux, command);
}

/// What is left of `{names}` that should have been replaced; nothing that shells write looks like that.
std::string names_in(const std::string& script) {
  std::string names;
  for (auto open = script.find('{'); open != std::string::npos; open = script.find('{', open + 1)) {
    const auto end = script.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", open + 1);
    const bool parameter = open > 0 && (script[open - 1] == '$' || script[open - 1] == '#');
    if (end != std::string::npos && script[end] == '}' && end > open + 1 && !parameter)
      names += script.substr(open, end + 1 - open);
  }
  return names;
}

}  // namespace

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
  for (const ShellKind shell : kShells) {
    const std::string line = typed_line(shell, kId, "/usr/bin/tmux");
    CHECK(line.front() == ' ');
    CHECK(line.size() < 80);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    CHECK(line.find(job_option::script(kId)) != std::string::npos);
    CHECK(line.find("%5") != std::string::npos);
  }
}

TEST_CASE("the typed line goes past aliases and functions") {
  CHECK(typed_line(ShellKind::bash, kId, "tmux").starts_with(" \\builtin eval \"$("));
  CHECK(typed_line(ShellKind::zsh, kId, "tmux").starts_with(" \\builtin eval \"$("));
  CHECK(typed_line(ShellKind::posix, kId, "tmux").starts_with(" \\eval \"$("));
  CHECK(typed_line(ShellKind::fish, kId, "tmux").starts_with(" builtin eval ("));
}

TEST_CASE("a tmux on the PATH is called past what else is called command") {
  for (const ShellKind shell : kShells) {
    const std::string prefix = shell == ShellKind::bash ? "\\builtin " : shell == ShellKind::fish ? "" : "\\";
    CHECK(typed_line(shell, kId, "command tmux").find("(" + prefix + "command tmux -u show") !=
          std::string::npos);
    const std::string script = job_script(shell, kId, {"command tmux", "/s"}, "ls");
    CHECK(script.find("(" + prefix + "command tmux -S '/s' display-message") != std::string::npos);
  }
}

TEST_CASE("the script holds the command once, quoted for its shell, and marks of its own") {
  const std::string command = "echo 'it''s' \\ {pane} {end} {command}\n# {token}";
  for (const std::string ending : {"", "; exit 3", "; return 4", "; kill -9 $$"}) {
    for (const ShellKind shell : kShells) {
      INFO(static_cast<int>(shell) << ending);
      const std::string script = script_for(shell, command + ending);
      CHECK(script.find("@smcp-start \"k4f9q2 #{window_activity}:") != std::string::npos);
      CHECK(script.find("@smcp-end \\\"k4f9q2 ") != std::string::npos);
      const std::string quoted =
          shell == ShellKind::fish
              ? "__smcp_c 'echo \\'it\\'\\'s\\' \\\\ {pane} {end} {command}\n# {token}" + ending + "'"
              : "__smcp_c='echo '\\''it'\\'''\\''s'\\'' \\ {pane} {end} {command}\n# {token}" + ending + "'";
      const auto at = script.find(quoted);
      REQUIRE(at != std::string::npos);
      std::string ours = script.substr(0, at) + script.substr(at + quoted.size());
      // It is also shown, in one line.
      std::string shown = quoted.substr(quoted.find('\''));
      std::replace(shown.begin(), shown.end(), '\n', ' ');
      const auto shown_at = ours.find(shown);
      REQUIRE(shown_at != std::string::npos);
      ours.erase(shown_at, shown.size());
      CHECK(names_in(ours).empty());
      const std::string socket =
          shell == ShellKind::fish ? "-S '/tmp/it\\'s/default'" : "-S '/tmp/it'\\''s/default'";
      CHECK(script.find("/usr/bin/tmux " + socket) != std::string::npos);
    }
  }
}

TEST_CASE("a pane is kept for a command that may kill its shell, and for no other") {
  for (const ShellKind shell : kShells) {
    const std::string kills = script_for(shell, shell == ShellKind::fish ? "kill $fish_pid" : "kill -9 $$");
    CHECK(kills.find("set-option -p -t %5 remain-on-exit on ; ") != std::string::npos);
    CHECK(kills.find(" ; set-option -pu -t %5 remain-on-exit") != std::string::npos);
    CHECK(script_for(shell, "exit 3").find("remain-on-exit") == std::string::npos);
  }
}
