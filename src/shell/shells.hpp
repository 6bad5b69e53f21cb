// Which programs are shells, and what is known of each: the one list of them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace smcp::shell {

/// The families of shells, by what they can be told to do when a command has ended, however it did.
enum class ShellKind {
  bash,   ///< PROMPT_COMMAND
  zsh,    ///< { } always { }
  fish,   ///< fish_postexec
  posix,  ///< trap INT: dash, ash, ksh, mksh, yash, and whatever is called sh
};

struct Shell {
  std::string_view name;          ///< of its program
  std::optional<ShellKind> kind;  ///< nothing: run_command cannot talk to it
  /// It has a line editor of its own that puts the terminal into LineMode::editing when it is ready for a
  /// command. Any other may be ready in canonical mode, like dash.
  bool edits_lines = false;
};

/// The shell of this name, as in argv[0] or /proc/PID/stat; that of a login shell begins with '-'. Null if it
/// is not a shell.
[[nodiscard]] const Shell* find_shell(std::string_view name);

[[nodiscard]] inline bool is_shell_name(std::string_view name) {
  return find_shell(name) != nullptr;
}

/// Nothing for a shell of another kind (csh, nu, …), or none.
[[nodiscard]] std::optional<ShellKind> shell_kind(std::string_view name);

[[nodiscard]] bool edits_lines(std::string_view name);

/// Whether a shell with these arguments (each with its NUL, from argv[0] on) reads its commands from the
/// terminal: neither `-c` nor a script; and if it is a busybox, whether it runs as a shell.
[[nodiscard]] bool is_interactive_shell(std::string_view arguments);

}  // namespace smcp::shell
