#include "tmux/jobs/redraw.hpp"

#include <string>
#include <utility>

#include "text/shell_word.hpp"
#include "text/trim.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

/// A prompt that comes later than this, once the shell reads, does not come by itself.
constexpr std::chrono::milliseconds kLateDrawing{40};

/// Twice the quarter of a second after which tmux tells a terminal of the last of several sizes.
constexpr std::chrono::milliseconds kSizeTold{500};
/// Time for the shell to draw its line for another size, and for tmux to read that.
constexpr std::chrono::milliseconds kSizeDrawing{50};

bool is_in_blank_row(const Captured& shown) {
  return shown.state.cursor_x == 0 && (shown.below.empty() || !has_text(shown.below.front()));
}

}  // namespace

Task<Ok> have_redrawn(Chain chain, std::string tty) {
  if (tty.empty()) co_return Ok{};
  // By tmux, since the terminal may be on another machine. One of another user stays as it is.
  Command command("run-shell");
  command.arg(
      R"(sh -c 's=$(stty size <"$1") && r=${s% *} && stty rows $((r+1)) <"$1" && sleep 0.05; stty rows $r <"$1"' sh )" +
      shell_word(tty) + " >/dev/null 2>&1 || true");
  static_cast<void>(co_await run(chain, std::move(command)));
  co_return Ok{};
}

bool PromptDrawing::is_for_this_size(const PaneState& state) {
  const auto modes = chain_->processes().terminal_modes(state.tty);
  const auto now = uv::Clock::now();
  if (!modes || !modes->size || (modes->size->rows == state.height && modes->size->columns == state.width)) {
    if (!other_size_since_) return true;
    if (!same_size_since_) same_size_since_ = now;
    return now - *same_size_since_ >= kSizeDrawing;
  }
  same_size_since_.reset();
  if (!other_size_since_) other_size_since_ = now;
  return now - *other_size_since_ >= kSizeTold;
}

Task<bool> PromptDrawing::is_drawn(LineOwner owner, const Captured& shown) {
  if (!is_for_this_size(shown.state)) co_return false;
  if (owner.shell != ShellKind::bash || owner.behind || !is_in_blank_row(shown)) {
    blank_since_.reset();  // the job may print once more
    asked_ = false;
    co_return true;
  }
  const auto now = uv::Clock::now();
  if (!blank_since_) blank_since_ = now;
  if (!asked_ && now - *blank_since_ >= kLateDrawing) {
    asked_ = true;
    std::string tty = shown.state.tty;
    co_await have_redrawn(chain_, std::move(tty));
  }
  co_return now - *blank_since_ >= kLateDrawing + kRedrawTime;
}

}  // namespace smcp::tmux
