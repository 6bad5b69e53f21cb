// The part of CommandLine that moves the cursor back over a user's text, to where it was.
#include <algorithm>
#include <utility>

#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/command_line_times.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

/// How often the cursor may be elsewhere than it was seen before it is left there.
constexpr unsigned kMostSurprises = 5;

}  // namespace

/// Moves the cursor right, over text, to where it was. A character takes at most two cells, so half as many
/// steps as cells never lead too far.
Task<Ok> CommandLine::return_to_start() {
  unsigned surprises = 0;
  for (std::int64_t at = cursor_cell(batches_.expected()); at < start_;) {
    const std::int64_t way = start_ - at;
    const std::int64_t steps = row_.one_cell_each() ? way : std::max<std::int64_t>(1, way / 2);
    const bool pressed = co_await step_right(static_cast<std::size_t>(steps), at + steps);
    const std::int64_t reached = cursor_cell(batches_.expected());
    if (pressed && reached < at + steps) break;
    if (!pressed) {
      if (++surprises == kMostSurprises) break;
      const bool can_go_on = co_await look_where_it_rests();
      if (!can_go_on) break;
    }
    at = cursor_cell(batches_.expected());
  }
  co_return Ok{};
}

/// Presses Right `times` times, and waits until the cursor is in `cell` or beyond it. False if nothing was
/// pressed, because the cursor is not where it was seen.
Task<bool> CommandLine::step_right(std::size_t times, std::int64_t cell) {
  Command command = batches_.type(LineKeys::right(times));
  const auto typed = co_await run(chain_, std::move(command));
  if (!typed) co_return false;
  auto seen = co_await pane_now_.until_cursor_at_least(cell, kUndoTime);
  if (seen) seen = co_await pane_now_.until_cursor_rests(kUndoTime);
  if (seen) batches_.expect(seen->state);
  co_return true;
}

/// The cursor was still on its way when it was seen last, as on a busy machine: sees where it is now. False if
/// it was not our key that has moved it.
Task<bool> CommandLine::look_where_it_rests() {
  const PaneState before = batches_.expected();
  const auto seen = co_await pane_now_.until_cursor_rests(kUndoTime);
  if (!seen || seen->state.history != before.history || !batches_.nobody_typed(*seen)) co_return false;
  const std::int64_t way = start_ - cursor_cell(seen->state);
  if (way <= 0 || way > static_cast<std::int64_t>(row_.most_before())) co_return false;
  batches_.expect(seen->state);
  co_return true;
}

}  // namespace smcp::tmux
