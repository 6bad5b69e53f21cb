// The part of CommandLine for a terminal that collects the line itself (canonical mode): the effect of its
// kill character is known, and can be seen.
#include <utility>

#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using Kind = TypedLine::Kind;

}  // namespace

char CommandLine::kill_character() const {
  const auto modes = chain_->processes().terminal_modes(tty_);
  return modes ? modes->kill.value_or(LineKeys::kUsualKill) : kill_;
}

Task<TypedLine> CommandLine::type_into_terminal() {
  const auto modes = chain_->processes().terminal_modes(tty_);
  if (modes && !modes->kill)
    co_return TypedLine::refused(
        "the terminal of " + which() +
        " does not show what is typed, so something may be asking a question there; nothing was run. "
        "Use send_keys.");
  if (const std::string behind = row_.behind(); !behind.empty()) co_return text_stands_there(behind);
  if (row_.is_wrapped())
    co_return TypedLine::refused(
        "the last line of " + which() +
        " is longer than the pane is wide, so it is not known whether a user has typed something "
        "there; nothing was run. Press Enter or C-c with send_keys first.");
  kill_ = kill_character();
  Command command = batches_.begin_typing(kill_ + line_);
  pane_now_.see_ahead(kSoonShown, kTypedRows);
  const auto typed = co_await send(std::move(command), Stage::typed, line_.size());
  if (!typed) co_return TypedLine::failed(typed.error());
  const TypedLine shown = co_await await_line();
  if (shown.kind != Kind::moved) co_return shown;
  // The line begins further to the left than the cursor was: the kill character has erased that much.
  const auto width = static_cast<std::int64_t>(batches_.expected().width);
  const std::int64_t begin =
      ((end_.value_or(0) - static_cast<std::int64_t>(line_.size())) % width + width) % width;
  const std::int64_t erased = static_cast<std::int64_t>(column_) - begin;
  if (erased < 0) co_return co_await give_up(shown);
  std::string text = row_.before(static_cast<std::size_t>(erased));
  co_return co_await put_back(std::move(text));
}

/// Replaces our line by what was erased, followed by what a user has typed after our line meanwhile.
Task<TypedLine> CommandLine::put_back(std::string erased) {
  const char kill = kill_character();
  pane_now_.begin(kEchoTime);
  while (!pane_now_.is_over()) {
    const auto seen = co_await pane_now_.look();
    if (!seen) co_return TypedLine::failed(seen.error());
    batches_.expect(*seen);
    const auto captured = co_await pane_now_.capture(kTypedRows);
    if (!captured) co_return TypedLine::failed(captured.error());
    const ShownLine shown = find_shown_line(captured->text->text(), line_);
    const bool same = shown.shown && is_same_place(captured->state, seen->state);
    if (same) {
      Command command = batches_.type(kill + erased + shown.behind);
      const auto typed = co_await send(std::move(command), Stage::announced, 0);
      if (typed) {
        co_await take_back();
        co_return text_stands_there(erased);
      }
      if (typed.error().code != Errc::refused) co_return TypedLine::failed(typed.error());
    }
    co_await pane_now_.wait();
  }
  stage_ = Stage::announced;
  co_await take_back();
  co_return TypedLine::refused("there was text at the prompt of " + which() +
                               ", and it could not be put back because something was printed there. Nothing "
                               "was run. The text was: \"" +
                               erased + "\".");
}

Task<bool> CommandLine::erase_in_terminal() {
  const char kill = kill_character();
  Command command = batches_.type_anywhere(std::string(1, kill));
  const auto erased = co_await send(std::move(command), Stage::announced, 0);
  if (!erased) co_return false;
  co_return co_await pane_now_.until_gone(line_, kUndoTime);
}

}  // namespace smcp::tmux
