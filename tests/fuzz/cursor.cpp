// Any text as a cursor, and cursors well spelled with any numbers: what is taken for one is spelled in one
// way only, and can be reckoned with against any pane.
#include "tmux/read/cursor.hpp"

#include "fuzzing.hpp"
#include "tmux/read/continuity.hpp"
#include "tmux/read/pane_changes.hpp"

using namespace smcp::fuzz;
using namespace smcp::tmux;

namespace {

Cursor cursor_of_numbers(Numbers& in) {
  Cursor cursor;
  cursor.pane.number = in.next<std::uint32_t>();
  cursor.pid = in.next<std::uint16_t>();
  cursor.width = in.next<std::uint8_t>();
  cursor.alternate = in.flag();
  cursor.at_prompt = in.flag();
  cursor.second_over = in.flag();
  cursor.screen = in.next<std::uint64_t>();
  cursor.end = in.next<std::int64_t>() >> (in.next<std::uint8_t>() % 64U);
  cursor.end_rows = in.next<std::uint32_t>();
  cursor.untold = cursor.alternate && in.flag();
  cursor.to_rewrap = cursor.alternate && in.flag();
  if (in.flag()) {
    cursor.counters = PaneCounters{in.next<std::uint64_t>(), in.next<std::uint32_t>(), 0};
  } else {
    cursor.activity = in.next<std::int64_t>();
    cursor.height = in.next<std::uint32_t>();
    cursor.normal_height = cursor.alternate ? in.next<std::uint32_t>() : cursor.height;
    cursor.cursor_x = in.next<std::uint32_t>();
    cursor.cursor_y = in.next<std::uint32_t>();
    cursor.limit = in.next<std::uint8_t>();
  }
  cursor.above = in.next<std::uint64_t>();
  cursor.shown = in.next<std::uint64_t>();
  return cursor;
}

/// A pane that could be that of the cursor, of a size that tmux has.
PaneState state_for(const Cursor& cursor, Numbers& in) {
  PaneState state;
  state.pane = cursor.pane;
  state.pid = cursor.pid;
  state.width = cursor.width;
  state.alternate = cursor.alternate;
  state.limit = in.next<std::uint16_t>() % 512U;
  state.history = state.limit == 0 ? 0 : in.next<std::uint16_t>() % (state.limit + 1);
  state.height = 1 + in.next<std::uint8_t>() % 64U;
  state.activity = in.flag() ? cursor.activity : in.next<std::uint16_t>();
  state.now = state.activity + in.next<std::uint8_t>();
  if (cursor.counters) {
    state.counters = cursor.counters;
    state.counters->collected = in.next<std::uint32_t>();
  }
  return state;
}

void reckon(Cursor cursor, Numbers& in) {
  const PaneState state = state_for(cursor, in);
  if (in.flag()) cursor.limit = limit_mark(state.limit);
  PaneRows rows({{0, state.rows()}});
  std::string text;
  for (std::uint64_t i = 0; i < state.rows(); ++i) text += i % 3 == 0 ? "row\n" : "\n";
  require(rows.feed(text).empty() && rows.complete(), "rows are rows");
  const Finding finding = locate(cursor, state, rows);
  if (finding.kind == Finding::Kind::found && finding.end >= 0 &&
      finding.end < static_cast<std::int64_t>(state.rows()))
    require(rows.row(static_cast<std::uint64_t>(finding.end)).has_value(), "what was found is there");
  static_cast<void>(top_row_goes_on(cursor, rows));
  static_cast<void>(rows_lost(cursor, state));
  static_cast<void>(rows_to_ask(cursor, state, in.next<std::uint16_t>(), finding.screen));
  static_cast<void>(certainly_unchanged(cursor, state));
  static_cast<void>(unchanged_condition(cursor, "session"));
  if (const auto unchanged = unchanged_state(cursor, "session", state.now))
    static_cast<void>(unchanged->idle());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.substr(0, input.find('\n'));
  std::string text(line);
  Numbers numbers(input.substr(line.size()));
  if (!line.empty() && line.front() == '#') {
    Numbers in(line.substr(1));
    text = cursor_of_numbers(in).text();
  }
  const auto cursor = Cursor::parse(text);
  if (!cursor) return 0;
  require(cursor->text() == text, "a cursor is spelled in one way");
  require(Cursor::parse(text) == cursor, "and says one thing");
  reckon(*cursor, numbers);
  return 0;
}
