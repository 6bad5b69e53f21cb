// Typing bytes exactly as they are: by pasting them, since keys are encoded as the program has asked for
// (extended-keys), and go to other panes as well (synchronize-panes). Pure.
#pragma once

#include <string_view>

#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"

namespace smcp::tmux {

/// How this tmux's paste-buffer has to be called. From 3.7 on it replaces control characters by visible ones,
/// unless -S is given. The usage is asked for, and not the version, because a version need not be a number.
class PasteUsage {
 public:
  PasteUsage() = default;
  /// Takes the first line of the answer to question().
  explicit PasteUsage(std::string_view answer) : verbatim_flag_(answer.starts_with("[-dprS]")) {}

  /// Prints one line.
  [[nodiscard]] static Command question();
  static void add_question(Command& batch);

  /// Types the buffer of this name, and removes it.
  void add_buffer(Command& batch, PaneId pane, std::string_view buffer, bool bracketed = false) const;
  /// Types `bytes`, by way of that buffer; as a bracketed paste if `bracketed` and the program takes such.
  void add(Command& batch, PaneId pane, std::string_view buffer, std::string_view bytes,
           bool bracketed = false) const;

 private:
  bool verbatim_flag_ = false;
};

}  // namespace smcp::tmux
