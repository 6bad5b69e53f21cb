#include "shell/shell_probe.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <unistd.h>

#include "base/read_file.hpp"
#include "shell/terminal_settings.hpp"

namespace smcp::tmux {
namespace {

/// Interactive shells with a line editor of their own. Any other shell, like dash, may be ready in canonical
/// mode.
constexpr auto kLineEditingShells = std::to_array<std::string_view>(
    {"bash", "zsh", "fish", "ksh", "ksh93", "mksh", "tcsh", "csh", "yash", "xonsh", "nu", "elvish"});

}  // namespace

LineMode line_mode_of(const std::string& tty) {
  const auto settings = terminal_settings(tty);
  if (!settings) return LineMode::unknown;
  if ((settings->c_lflag & ICANON) != 0) return LineMode::canonical;
  const bool takes_literal_next =
      (settings->c_lflag & IEXTEN) != 0 && settings->c_cc[VLNEXT] != _POSIX_VDISABLE;
  return takes_literal_next ? LineMode::keys : LineMode::editing;
}

ShellState parse_process_stat(const std::string& stat) {
  // PID (NAME) STATE PPID PGRP SESSION TTY TPGID …; NAME may contain anything, so it ends at the last ')'.
  const auto open = stat.find('(');
  const auto close = stat.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {};
  std::istringstream rest(stat.substr(close + 1));
  char state = 0;
  long parent = 0;
  long group = 0;
  long session = 0;
  long terminal = 0;
  long terminal_group = 0;
  rest >> state >> parent >> group >> session >> terminal >> terminal_group;
  if (!rest) return {};
  const std::string_view name = std::string_view(stat).substr(open + 1, close - open - 1);
  ShellState result;
  result.known = true;
  result.foreground = group == terminal_group;
  result.sleeping = state == 'S';
  result.name = name;
  result.parent = parent;
  result.terminal = terminal;
  result.terminal_group = terminal_group;
  result.edits_lines =
      std::find(kLineEditingShells.begin(), kLineEditingShells.end(), name) != kLineEditingShells.end();
  return result;
}

ShellState shell_state_of(std::int64_t pid) {
  return parse_process_stat(read_whole("/proc/" + std::to_string(pid) + "/stat"));
}

}  // namespace smcp::tmux
