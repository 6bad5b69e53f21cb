// Having a shell draw its prompt and its line anew, below what others have printed there.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "base/task.hpp"
#include "io/uv_loop.hpp"
#include "tmux/jobs/line_owner.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// Time for that to show.
inline constexpr std::chrono::milliseconds kRedrawTime{300};

/// Makes the terminal one row higher for a moment, for which readline draws the last line of its prompt, and what has been
/// typed, in the cursor's row. (SIGWINCH alone does nothing while the size is the same.) tmux draws nothing anew, and no
/// other program is told, for the shell's group has the terminal. `tty` is its path.
[[nodiscard]] Task<Ok> have_redrawn(Chain chain, std::string tty);

/// Waits, look after look, until bash shows its prompt in the row of the cursor. A job in the background may have printed a
/// line since, of which bash does not know: what it draws then goes to places that are not those of the screen.
class PromptDrawing {
 public:
  explicit PromptDrawing(Chain chain) : chain_(std::move(chain)) {}

  /// Of other shells, and of one that cannot be seen, always true. `shown` is what the pane shows, with what is below the
  /// cursor. A prompt that is empty counts when it has had time to show.
  [[nodiscard]] Task<bool> is_drawn(LineOwner owner, const Captured& shown);

 private:
  Chain chain_;
  std::optional<uv::TimePoint> blank_since_;  ///< since when the row is seen to be empty
  bool asked_ = false;
};

}  // namespace smcp::tmux
