// What a shell on a terminal is doing, seen from outside: does it wait for a line?
#pragma once

#include <cstdint>
#include <string>

namespace smcp::tmux {

/// How the terminal takes input now.
enum class LineMode {
  /// Not canonical, and the terminal's own C-v is off, as readline, zle and fish have it: any length goes in.
  editing,
  /// Not canonical, and no line editor: something reads single keys (`read -n 1` in a start-up file).
  keys,
  canonical,  ///< the kernel collects a line of at most kMaxCanonicalLine bytes
  unknown,    ///< the terminal cannot be looked at from here (another mount namespace)
};

/// What a line may hold before its newline in canonical mode (Linux's N_TTY_BUF_SIZE less the newline).
inline constexpr std::size_t kMaxCanonicalLine = 4095;

/// `tty` is tmux's `pane_tty`.
[[nodiscard]] LineMode line_mode_of(const std::string& tty);

/// What /proc/PID/stat says of the pane's first process.
struct ShellState {
  bool known = false;       ///< false where there is no /proc to see it in
  bool foreground = false;  ///< its process group has the terminal
  bool sleeping = false;
  bool edits_lines =
      false;         ///< a shell that is known to put its terminal into LineMode::editing when it is ready
  std::string name;  ///< of its program, at most 15 bytes
  std::int64_t parent = 0;          ///< the process that started it, or has inherited it
  std::int64_t terminal = 0;        ///< the number of its controlling terminal, as /proc has it; 0: none
  std::int64_t terminal_group = 0;  ///< the process group that has the terminal
};
[[nodiscard]] ShellState shell_state_of(std::int64_t pid);

/// The parsing of /proc/PID/stat, for tests: proc(5).
[[nodiscard]] ShellState parse_process_stat(const std::string& stat);

}  // namespace smcp::tmux
