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

/// Waits, look after look, until the shell shows its prompt where it takes it to be; what it draws else goes to places that
/// are not those of the screen. It may not have been told yet that its pane has another size. And a job in the background
/// may have printed a line, of which bash does not know: then its prompt is to be seen in the row of the cursor again.
class PromptDrawing {
 public:
  explicit PromptDrawing(Chain chain) : chain_(std::move(chain)) {}

  /// `shown` is what the pane shows, with what is below the cursor; its terminal is in view. A prompt that is empty counts
  /// when it has had time to show; so does a terminal to which somebody has given another size than its pane's.
  [[nodiscard]] Task<bool> is_drawn(LineOwner owner, const Captured& shown);

 private:
  [[nodiscard]] bool is_for_this_size(const PaneState& state);

  Chain chain_;
  std::optional<uv::TimePoint> other_size_since_;
  std::optional<uv::TimePoint> same_size_since_;  ///< only after it was another one
  std::optional<uv::TimePoint> blank_since_;      ///< since when the row is seen to be empty
  bool asked_ = false;
};

}  // namespace smcp::tmux
