// What a shell on a terminal is doing, as seen from outside: whether it waits for a line.
#pragma once

#include <cstdint>
#include <string>

namespace smcp::tmux {

/// How the terminal takes input at the moment.
enum class LineMode {
  /// Not canonical, and the terminal's own C-v is off, as with readline, zle and fish: lines may have any
  /// length.
  editing,
  /// Not canonical, and no line editor: a program reads single keys (`read -n 1` in a start-up file).
  keys,
  canonical,  ///< the kernel collects a line of at most kMaxCanonicalLine bytes
  unknown,    ///< the terminal cannot be looked at from here (another mount namespace)
};

/// Maximum length of a line in canonical mode, without its newline (Linux's N_TTY_BUF_SIZE less the newline).
inline constexpr std::size_t kMaxCanonicalLine = 4095;

/// `tty` is tmux's `pane_tty`.
[[nodiscard]] LineMode line_mode_of(const std::string& tty);

/// What /proc/PID/stat says about a process, usually the pane's first.
struct ShellState {
  bool known = false;       ///< false if /proc does not show it
  bool foreground = false;  ///< its process group has the terminal
  bool sleeping = false;
  bool edits_lines =
      false;         ///< it is a shell known to put its terminal into LineMode::editing when it is ready
  std::string name;  ///< the name of its program, at most 15 bytes
  std::int64_t parent = 0;          ///< the process that started or inherited it
  std::int64_t terminal = 0;        ///< the number of its controlling terminal, as in /proc; 0: none
  std::int64_t terminal_group = 0;  ///< the process group that has the terminal
};
[[nodiscard]] ShellState shell_state_of(std::int64_t pid);

/// The parsing of /proc/PID/stat, for tests: proc(5).
[[nodiscard]] ShellState parse_process_stat(const std::string& stat);

}  // namespace smcp::tmux
