// The modes of a terminal, and how it takes input in them. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace smcp::shell {

/// In cells.
struct TerminalSize {
  std::uint32_t rows = 0;
  std::uint32_t columns = 0;
};

struct TerminalModes {
  bool canonical = true;     ///< the kernel collects a line
  bool echo = true;          ///< it shows what is typed
  bool literal_next = true;  ///< its own C-v is on
  /// What erases the whole line that the terminal is collecting, and shows it erased: canonical mode, ECHOK
  /// and ECHOE as every terminal starts with.
  std::optional<char> kill;
  /// What the programs there are told. tmux tells them of a pane's new size up to a quarter of a second after it has it.
  std::optional<TerminalSize> size{};
};

/// How a terminal takes input now.
enum class LineMode {
  /// Not canonical, and the terminal's own C-v is off, as readline, zle and fish have it: any length goes in.
  editing,
  /// Not canonical, and no line editor: something reads single keys (`read -n 1` in a start-up file).
  keys,
  canonical,  ///< the kernel collects a line of at most kMaxCanonicalLine bytes
  unknown,    ///< the terminal cannot be looked at (another mount namespace)
};

/// What a line may hold before its newline in canonical mode (Linux's N_TTY_BUF_SIZE less the newline).
inline constexpr std::size_t kMaxCanonicalLine = 4095;

[[nodiscard]] LineMode line_mode_of(const std::optional<TerminalModes>& modes);

}  // namespace smcp::shell
