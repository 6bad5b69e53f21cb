// The part of CommandLine that erases its line again, and nothing else.
#include <chrono>
#include <string>
#include <utility>

#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/jobs/redraw.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

/// Time for a user who types to pause, before anything is erased.
constexpr std::chrono::milliseconds kTypistTime{4000};
/// How often to have the line drawn anew, while others go on printing.
constexpr int kMostRedraws = 3;
constexpr std::chrono::milliseconds kDrawingPause{5};

}  // namespace

Task<TypedLine> CommandLine::give_up(TypedLine because) {
  const bool gone = co_await take_back();
  if (gone) co_return because;
  co_return TypedLine::refused("a user is typing in " + which() +
                               "; nothing was run. A line of ours, which does nothing, "
                               "may still be there. Look at it with capture_pane.");
}

Task<bool> CommandLine::take_back() {
  bool gone = true;
  if (stage_ >= Stage::typed) {
    gone = co_await erase();
    // On a busy machine the first key may have moved the cursor only after it was seen to stay: our line then
    // stood before a user's text. It goes back while the lock is still ours, without which nothing is typed.
    bool away = gone && keys_.editor() != LineEditor::kernel;
    if (away) away = co_await look_where_it_rests();
    if (away) co_await return_to_start();
  }
  if (stage_ != Stage::nothing) {
    stage_ = Stage::announced;  // dropped from here on, it gives the lock back once more
    Command command = batches_.end_typing();
    static_cast<void>(co_await run(chain_, std::move(command)));
    stage_ = Stage::nothing;
  }
  co_return gone;
}

std::string CommandLine::to_end() const {
  return stage_ == Stage::returned ? keys_.right(line_.size()) : std::string();
}

/// Where others print below the line, it is erased once the shell has drawn it there.
Task<bool> CommandLine::erase() {
  bool gone = co_await erase_shown();
  const bool may_redraw = !owner_.behind && owner_.shell == ShellKind::bash;
  for (int i = 0; may_redraw && !gone && is_displaced_ && i < kMostRedraws; ++i) {
    std::string tty = tty_;
    co_await have_redrawn(chain_, std::move(tty));
    const auto until = uv::Clock::now() + kRedrawTime;
    do {
      co_await pane_now_.wait(kDrawingPause);
      gone = co_await erase_shown();
    } while (!gone && is_displaced_ && uv::Clock::now() < until);
  }
  co_return gone;
}

/// Erases one character first, and the rest only once that one has disappeared.
Task<bool> CommandLine::erase_shown() {
  is_displaced_ = false;
  const auto seen = co_await pane_now_.until_typists_rest(kTypistTime);
  if (!seen || !batches_.types_alone(*seen)) co_return false;
  const bool alone = batches_.nobody_typed(*seen);
  batches_.expect(*seen);
  if (keys_.editor() == LineEditor::kernel) {
    if (!alone) co_return false;
    co_return co_await erase_in_terminal();
  }
  const auto captured = co_await pane_now_.capture(kTypedRows);
  if (!captured) co_return false;
  const ShownLine shown = find_shown_line(captured->text->text(), line_, row_.right_prompt());
  std::string there;
  std::string back;
  if (stage_ == Stage::returned) {
    there = to_end();
  } else {
    auto others = shown.cells_to(captured->state);
    // Where a prompt or a text may have wide characters, nobody's keys have come after our line if the cursor is
    // still where it was when the line was seen.
    if (!others && alone && end_ == cursor_cell(seen->state)) others = 0;
    is_displaced_ = !others;
    if (!others || !is_same_place(captured->state, seen->state)) co_return false;
    there = keys_.left(*others);
    back = keys_.right(*others);
  }
  const std::string shorter = line_.substr(0, line_.size() - 1);
  const auto size = static_cast<std::int64_t>(line_.size());
  const std::int64_t goal = cursor_cell(seen->state) - (stage_ == Stage::returned ? 0 : size);
  Command command = batches_.type_anywhere(there + LineKeys::erase(1));
  const auto first = co_await send(std::move(command), Stage::typed, shorter.size());
  if (!first) co_return false;
  const bool shrank = co_await pane_now_.until_shorter(line_, shown.behind, kUndoTime);
  if (!shrank) co_return false;
  command = batches_.type_anywhere(LineKeys::erase(shorter.size()) + back);
  const auto rest = co_await send(std::move(command), Stage::announced, 0);
  if (!rest) co_return false;
  static_cast<void>(co_await pane_now_.until_cursor_at(goal, kUndoTime));
  co_return co_await pane_now_.until_gone(shorter, kUndoTime);
}

}  // namespace smcp::tmux
