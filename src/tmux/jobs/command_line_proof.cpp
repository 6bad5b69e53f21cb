// The part of CommandLine that proves that nothing but its line is there: step 3 of line_editor.hpp.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/link/ahead.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

/// The pane with its cursor so many cells further left. One that would be above the screen is nowhere.
PaneState moved_left(PaneState state, std::size_t cells) {
  const std::int64_t cell = cursor_cell(state) - static_cast<std::int64_t>(cells);
  const std::int64_t above = static_cast<std::int64_t>(state.history) * state.width;
  if (cell < above) {
    state.width = 0;
    return state;
  }
  state.cursor_y = static_cast<std::uint32_t>((cell - above) / state.width);
  state.cursor_x = static_cast<std::uint32_t>((cell - above) % state.width);
  return state;
}

}  // namespace

Task<TypedLine> CommandLine::prove() {
  if (!is_to_be_proved()) co_return TypedLine::alone();
  const auto size = line_.size();
  Command command = batches_.type(LineKeys::left(size));
  const auto asked = co_await send(std::move(command), Stage::returned, size);
  if (!asked) {
    TypedLine because = TypedLine::failed(asked.error());
    co_return co_await give_up(std::move(because));
  }
  co_return co_await see_proof();
}

Task<PressedLine> CommandLine::prove_and_press(UniqueFunction<Command()> press) {
  const PaneState end = batches_.expected();
  Command left = batches_.type(LineKeys::left(line_.size()));
  batches_.expect(moved_left(end, line_.size()));
  Command enter = press();
  batches_.expect(end);
  Ahead<Result<std::string>> pressing(
      loop_, chain_, kSoonShown,
      [call = chain_, enter = std::move(enter)](const Chain& chain, RequestChain::OnText done) mutable {
        if (call->cancelled()) return done(Error{Errc::refused, {}});
        chain->run(std::move(enter), {}, RequestChain::OnCancel::finish, std::move(done));
      },
      RequestChain::OnCancel::finish);
  const auto moved = co_await run(chain_, std::move(left), RequestChain::OnCancel::finish);
  const auto pressed = co_await pressing.take();
  if (moved) stage_ = Stage::returned;
  if (pressed) hand_over();
  if (chain_->cancelled()) co_await abandon();
  PressedLine result;
  result.pressed = pressed.ok();
  if (pressed) co_return result;
  if (pressed.error().code != Errc::refused) {
    result.failed = pressed.error();
  } else if (moved) {
    result.line = co_await see_proof();
  } else {
    TypedLine because = TypedLine::failed(moved.error());
    result.line = co_await give_up(std::move(because));
  }
  co_return result;
}

/// The cursor is on its way to the line's beginning.
Task<TypedLine> CommandLine::see_proof() {
  const auto size = line_.size();
  const std::int64_t begin = end_.value_or(0) - static_cast<std::int64_t>(size);
  const auto seen = co_await pane_now_.until_cursor_at(begin, kEchoTime);
  if (seen && cursor_cell(seen->state) == begin) {
    batches_.expect(seen->state);
    co_return TypedLine::alone();
  }
  const bool gone = co_await take_back();
  co_return TypedLine::refused("it is not known whether there is text at the prompt of " + which() +
                               ": the Left key does not move to the beginning of its line. Nothing was run." +
                               (gone ? "" : " What was typed may still be there.") + " Use send_keys.");
}

}  // namespace smcp::tmux
