// The bytes that edit the line that a shell reads; what they prove is in line_editor.hpp. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/jobs/job_script.hpp"

namespace smcp::tmux {

enum class LineEditor {
  kernel,  ///< none: the terminal collects the line (canonical mode), and its kill character erases it
  home,    ///< bash, fish: Home and End are bound as well, whatever $TERM is
  arrows,  ///< zsh, ksh, mksh, yash, busybox: only the arrow keys are certain to be bound
};

/// The bytes that edit a line. They are sent to the pane as they are and not as keys, which tmux would encode
/// as the program has asked for (extended-keys), and send to other panes as well (synchronize-panes).
class LineKeys {
 public:
  /// For `shell`; `canonical` says whether its terminal is in canonical mode.
  LineKeys(ShellKind shell, bool canonical);
  explicit LineKeys(LineEditor editor) : editor_(editor) {}

  [[nodiscard]] LineEditor editor() const { return editor_; }

  /// Moves the cursor if there is anything before it: to the beginning, or by `cells` to the left, which must
  /// not be more than the number of characters on its row.
  [[nodiscard]] std::string back(std::size_t cells) const;
  /// Moves the cursor by this many characters. Do not move beyond the line's end, where some editors would
  /// accept their suggestion.
  [[nodiscard]] static std::string left(std::size_t characters);
  [[nodiscard]] static std::string right(std::size_t characters);
  /// Typed before a line: it leaves the command mode of vi key bindings, and otherwise leaves no text.
  [[nodiscard]] static std::string_view insert_mode() { return "A\x7f"; }
  /// Erases this many characters before the cursor.
  [[nodiscard]] static std::string erase(std::size_t characters) { return std::string(characters, '\x7f'); }
  static constexpr std::string_view kEnter = "\r";
  /// The kill character that terminals have by default (C-u).
  static constexpr char kUsualKill = '\x15';

 private:
  LineEditor editor_;
};

}  // namespace smcp::tmux
