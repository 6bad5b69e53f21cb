#include "tmux/read/cursor_of.hpp"

#include <algorithm>

namespace smcp::tmux {
namespace {

/// The row with which the screen begins, counted as in Cursor.
std::uint64_t screen_of(const PaneState& state) {
  return state.history + (state.counters ? state.counters->collected : 0);
}

}  // namespace

std::optional<Cursor> cursor_of(const PaneState& state, const PaneRows& rows, std::string_view last_line) {
  const auto last = rows.last_text(state.rows() - 1);
  if (!last.found && last.row > 0) return std::nullopt;
  Cursor cursor;
  cursor.pane = state.pane;
  cursor.pid = state.pid;
  cursor.width = state.width;
  cursor.alternate = state.alternate;
  cursor.second_over = state.now > state.activity;
  cursor.screen = screen_of(state);
  const std::int64_t end = last.found ? static_cast<std::int64_t>(last.row) : -1;
  cursor.end = end - static_cast<std::int64_t>(state.history);
  if (last.found) cursor.end_rows = last.row - rows.line_start(last.row, last_line);
  cursor.counters = state.counters;
  if (cursor.counters) {
    cursor.counters->collected = 0;
  } else {
    cursor.activity = state.activity;
    cursor.height = cursor.normal_height = state.height;
    cursor.cursor_x = state.cursor_x;
    cursor.cursor_y = state.cursor_y;
    cursor.limit = limit_mark(state.limit);
  }
  const std::uint64_t count = std::min(state.history, Cursor::kRowsAbove);
  const auto above = rows.fingerprint({state.history - count, count});
  const auto shown =
      rows.fingerprint({state.history, static_cast<std::uint64_t>(std::max<std::int64_t>(cursor.end, 0))});
  if (!above || !shown) return std::nullopt;
  const FingerprintBits bits = fingerprint_bits(cursor);
  cursor.above = low_bits(*above, bits.above);
  cursor.shown = low_bits(*shown, bits.shown);
  if (cursor.end > 0) cursor.top = low_bits(*rows.fingerprint({state.history, 1}), bits.top);
  if (last.found) cursor.end_row = low_bits(*rows.fingerprint({last.row, 1}), bits.end_row);
  return cursor;
}

std::optional<Cursor> cursor_of(const PaneReading& reading, std::string_view last_line) {
  auto cursor = cursor_of(reading.normal(), reading.rows(), last_line);
  if (!cursor || !cursor->alternate) return cursor;
  if (!cursor->counters) cursor->height = reading.state()->height;
  cursor->picture = low_bits(reading.picture(), fingerprint_bits(*cursor).picture);
  return cursor;
}

bool same_picture(const Cursor& cursor, const PaneReading& reading) {
  const bool alternate = reading.state()->alternate;
  if (cursor.alternate != alternate) return false;
  return !alternate || low_bits(reading.picture(), fingerprint_bits(cursor).picture) == cursor.picture;
}

}  // namespace smcp::tmux
