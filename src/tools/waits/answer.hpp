// Whether what was typed has been answered: something has come that is more than its echo. Pure.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "text/typed_echo.hpp"
#include "tmux/read/polled.hpp"
#include "tools/waits/known_lines.hpp"
#include "tools/waits/wait_lines.hpp"

namespace smcp::tools {

/// Below the line of the cursor, or in any row of a full-screen program but the cursor's.
class Answer {
 public:
  /// What was shown before something was typed, if that is known: what is drawn anew after that is no answer.
  void shown_before(std::string_view text);
  /// What was typed.
  void typed(std::vector<TypedLine> lines) { typed_ = std::move(lines); }
  /// A full-screen program's screen, if there is one in `polled`.
  void take(const tmux::Polled& polled);
  /// `lines` has taken the same polls.
  [[nodiscard]] bool has_come(const WaitLines& lines) const;

 private:
  std::vector<TypedLine> typed_;
  KnownLines before_;
  bool on_screen_ = false;  ///< a full-screen program shows one
};

}  // namespace smcp::tools
