#include "tmux/read/continuity.hpp"

#include <algorithm>

#include "tmux/link/command.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

std::uint64_t rows_above(std::uint64_t screen) {
  return std::min(screen, Cursor::kRowsAbove);
}

/// How many rows tmux has discarded; 0 if it does not count them.
std::int64_t collected(const PaneState& state) {
  return state.counters ? static_cast<std::int64_t>(state.counters->collected) : 0;
}

/// How many rows a taller window may have moved from the history back to the screen.
std::uint64_t pulled(const Cursor& cursor, const PaneState& state) {
  return state.height > cursor.normal_height ? state.height - cursor.normal_height : 0;
}

/// Whether the history may have reached its limit. If not, nothing has been discarded.
bool may_have_discarded(const Cursor& cursor, const PaneState& state) {
  return state.history + pulled(cursor, state) + state.discarded_at_once() > state.limit;
}

/// How often rows must have been discarded at least, since nothing else can have made the history shorter.
std::int64_t least_discards(const Cursor& cursor, const PaneState& state) {
  const std::uint64_t history = state.history + pulled(cursor, state);
  if (history >= cursor.screen) return 0;
  const std::uint64_t step = state.discarded_at_once();
  return static_cast<std::int64_t>((cursor.screen - history + step - 1) / step);
}

Finding of_kind(Finding::Kind kind) {
  Finding finding;
  finding.kind = kind;
  return finding;
}

Finding reset_by(Reset why) {
  Finding finding = of_kind(Finding::Kind::reset);
  finding.reset = why;
  return finding;
}

/// Whether the rows from the top of the screen to the end are unchanged; nothing if `rows` lacks them.
std::optional<bool> shown_as_before(const Cursor& cursor, std::int64_t screen, const PaneRows& rows) {
  if (cursor.end <= 0) return true;
  const auto print =
      rows.fingerprint({static_cast<std::uint64_t>(screen), static_cast<std::uint64_t>(cursor.end)});
  if (!print) return std::nullopt;
  return low_bits(*print, fingerprint_bits(cursor).shown) == cursor.shown;
}

/// Whether the rows above row `screen` are those that were above the cursor's screen; nothing if `rows` lacks
/// them.
std::optional<bool> above_matches(const Cursor& cursor, std::int64_t screen, const PaneRows& rows) {
  const auto count = static_cast<std::int64_t>(rows_above(cursor.screen));
  const auto print =
      rows.fingerprint({static_cast<std::uint64_t>(screen - count), static_cast<std::uint64_t>(count)});
  if (!print) return std::nullopt;
  return low_bits(*print, fingerprint_bits(cursor).above) == cursor.above;
}

/// The finding for a cursor whose screen began at row `screen`.
Finding found_at(const Cursor& cursor, const PaneState& state, std::int64_t screen, const PaneRows& rows) {
  Finding finding = of_kind(Finding::Kind::found);
  finding.screen = screen;
  finding.end = screen + cursor.end;
  // The beginning of the end's line has been discarded, so its text is not known any more.
  if (finding.end >= 0 && finding.end < static_cast<std::int64_t>(cursor.end_rows))
    return of_kind(Finding::Kind::lost);
  if (finding.end >=
      static_cast<std::int64_t>(state.rows())) {  // a smaller screen has lost rows below its cursor
    finding.redrawn = true;
    return finding;
  }
  const auto as_before = shown_as_before(cursor, screen, rows);
  if (!as_before || (finding.end >= 0 && !rows.row(static_cast<std::uint64_t>(finding.end)))) {
    finding.kind = Finding::Kind::need_rows;
    return finding;
  }
  finding.redrawn = !*as_before;
  const auto top = rows.fingerprint({static_cast<std::uint64_t>(std::max<std::int64_t>(screen, 0)), 1});
  finding.erased = finding.redrawn && (!top || low_bits(*top, fingerprint_bits(cursor).top) != cursor.top);
  return finding;
}

Finding locate_counted(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  const std::int64_t screen = static_cast<std::int64_t>(cursor.screen) - collected(state);
  const std::int64_t end = screen + cursor.end;
  // The very first row may be the rest of a line whose beginning was discarded.
  if (collected(state) > 0 && (end < 0 || screen < 0)) {
    Finding finding = of_kind(Finding::Kind::lost);
    finding.lost_rows = rows_lost(cursor, state);
    return finding;
  }
  // A taller screen may have got rows back from the history, and a program may have overwritten them.
  const bool all_above = screen >= static_cast<std::int64_t>(rows_above(cursor.screen));
  const auto matches = all_above ? above_matches(cursor, screen, rows) : std::optional<bool>(true);
  if (!matches) return of_kind(Finding::Kind::need_rows);
  return *matches ? found_at(cursor, state, screen, rows) : reset_by(Reset::resized);
}

/// The rows at which the cursor's screen may have begun, as far as the rows above it are still in the
/// history.
std::vector<std::int64_t> places(const Cursor& cursor, const PaneState& state) {
  const auto step = static_cast<std::int64_t>(state.discarded_at_once());
  const auto screen = static_cast<std::int64_t>(cursor.screen);
  const auto lowest = static_cast<std::int64_t>(rows_above(cursor.screen));
  const auto history = static_cast<std::int64_t>(state.history);
  std::vector<std::int64_t> result;
  if (screen < lowest || lowest == 0) return result;
  for (std::int64_t at = lowest + (screen - lowest) % step; at <= history; at += step) result.push_back(at);
  return result;
}

Finding locate_among_places(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  const auto all = places(cursor, state);
  // A few rows are easily repeated elsewhere, and a single place cannot be told from a coincidence.
  if (cursor.screen < Cursor::kRowsAbove || all.size() < 2) return of_kind(Finding::Kind::lost);
  std::optional<std::int64_t> match;
  for (const std::int64_t at : all) {
    const auto matches = above_matches(cursor, at, rows);
    if (!matches) return of_kind(Finding::Kind::need_rows);
    if (!*matches) continue;
    if (match) return of_kind(Finding::Kind::lost);  // the same text in two places proves nothing
    match = at;
  }
  // Rows only ever move up.
  if (!match || *match > static_cast<std::int64_t>(cursor.screen)) return of_kind(Finding::Kind::lost);
  return found_at(cursor, state, *match, rows);
}

Finding locate_uncounted(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  if (may_have_discarded(cursor, state)) return locate_among_places(cursor, state, rows);
  const auto screen = static_cast<std::int64_t>(cursor.screen);
  const auto matches = above_matches(cursor, screen, rows);
  if (!matches) return of_kind(Finding::Kind::need_rows);
  if (*matches) return found_at(cursor, state, screen, rows);
  return reset_by(pulled(cursor, state) > 0 ? Reset::resized : Reset::cleared);
}

/// Whether the screens have the same rows, up to the last one that is not blank.
bool same_screen(const Cursor& cursor, const Cursor& now) {
  if (cursor.end < 0 || now.end < 0) return cursor.end < 0 && now.end < 0;
  const FingerprintBits bits = fingerprint_bits(cursor);
  return now.end == cursor.end && low_bits(now.shown, bits.shown) == cursor.shown &&
         low_bits(now.end_row, bits.end_row) == cursor.end_row;
}

Finding locate_screen(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  const auto now = cursor_of(state, rows, {});
  Finding finding = of_kind(now ? Finding::Kind::screen : Finding::Kind::need_rows);
  finding.screen = static_cast<std::int64_t>(state.history);
  if (!now) return finding;
  if (!cursor.alternate || !state.alternate) {  // lines may have come and gone without changing the screen
    finding.redrawn = !certainly_unchanged(cursor, state);
    return finding;
  }
  finding.redrawn = !same_screen(cursor, *now);
  return finding;
}

/// Whether everything behind the alternate screen is as the cursor knew it. Then the alternate screen is
/// taken to have been there all the time, which proves that the rows have not moved, even if the history is
/// full. (This misses a program that left, printed a multiple of what tmux discards at once, with the same
/// text as before, and came back.)
bool stands_still(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  if (!cursor.alternate || !state.alternate || cursor.screen != state.history) return false;
  const auto now = cursor_of(state, rows, {});
  return now && low_bits(now->above, fingerprint_bits(cursor).above) == cursor.above &&
         same_screen(cursor, *now);
}

}  // namespace

std::optional<Reset> find_reset(const Cursor& cursor, const PaneState& state) {
  const bool another = state.pid != 0 && cursor.pid != state.pid;
  if (another || cursor.counters.has_value() != state.counters.has_value()) return Reset::respawned;
  if (cursor.width != state.width || (cursor.to_rewrap && !state.alternate)) return Reset::resized;
  if (cursor.counters) {
    if (cursor.counters->generation != state.counters->generation) return Reset::cleared;
    return std::nullopt;
  }
  if (cursor.limit != limit_mark(state.limit)) return Reset::history_limit;
  const bool shrunk = state.history + pulled(cursor, state) < cursor.screen;
  if (shrunk && !may_have_discarded(cursor, state)) return Reset::cleared;
  return std::nullopt;
}

Finding locate(const Cursor& cursor, const PaneState& state, const PaneRows& rows) {
  if (const auto reset = find_reset(cursor, state)) return reset_by(*reset);
  if (state.limit == 0) return locate_screen(cursor, state, rows);
  if (cursor.counters) return locate_counted(cursor, state, rows);
  if (stands_still(cursor, state, rows))
    return found_at(cursor, state, static_cast<std::int64_t>(cursor.screen), rows);
  return locate_uncounted(cursor, state, rows);
}

bool top_row_goes_on(const Cursor& cursor, const PaneRows& rows) {
  if (cursor.counters || cursor.screen > 0 || cursor.end > 0) return true;
  const auto row = cursor.end == 0 ? rows.row(0) : std::nullopt;
  return row && begins_with_row(*row, cursor.end_row, fingerprint_bits(cursor).end_row);
}

std::optional<std::uint64_t> rows_lost(const Cursor& cursor, const PaneState& state) {
  if (!cursor.counters || find_reset(cursor, state)) return std::nullopt;
  const std::int64_t end = cursor.end_at() - collected(state);
  if (end >= 0) return std::nullopt;
  return static_cast<std::uint64_t>(-end - 1);
}

RowsToAsk rows_to_ask(const Cursor& cursor, const PaneState& state, std::uint64_t slack,
                      std::optional<std::int64_t> screen) {
  const auto back = static_cast<std::int64_t>(slack);
  const auto history = static_cast<std::int64_t>(state.history);
  const auto bottom = static_cast<std::int64_t>(state.rows()) - 1;
  if (state.limit == 0) return {history - back, bottom, {}};
  const auto above = static_cast<std::int64_t>(rows_above(cursor.screen));
  const bool discarded = !cursor.counters && may_have_discarded(cursor, state);
  const auto step = static_cast<std::int64_t>(state.discarded_at_once());
  const std::int64_t moved = discarded ? least_discards(cursor, state) * step : collected(state);
  const std::int64_t likely = screen.value_or(static_cast<std::int64_t>(cursor.screen) - moved);
  RowsToAsk ask{likely + std::min<std::int64_t>(cursor.end, 0) - above - back,
                likely + std::max<std::int64_t>(cursor.end, 0),
                {}};
  if (!discarded) return ask;
  for (const std::int64_t at : places(cursor, state)) {
    const std::int64_t first = std::max<std::int64_t>(at - above - back, 0);
    if (at != likely)
      ask.other.push_back({static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(at - first)});
  }
  return ask;
}

}  // namespace smcp::tmux
