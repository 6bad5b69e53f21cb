#include "tmux/read/pane_changes.hpp"

#include "tmux/link/command.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/read/continuity.hpp"

namespace smcp::tmux {

bool is_same_place(const PaneState& before, const PaneState& now) {
  return before.history == now.history && before.cursor_x == now.cursor_x &&
         before.cursor_y == now.cursor_y && before.width == now.width;
}

bool has_same_rows(const PaneState& before, const PaneState& now) {
  const bool counts = before.counters && now.counters;
  return before.pid == now.pid && before.history == now.history && before.width == now.width &&
         before.height == now.height && before.alternate == now.alternate && before.limit == now.limit &&
         (!counts || (before.counters->generation == now.counters->generation &&
                      before.counters->collected == now.counters->collected));
}

bool looks_same(const PaneState& before, const PaneState& now) {
  return is_same_place(before, now) && before.pid == now.pid && before.height == now.height &&
         before.alternate == now.alternate && before.dead == now.dead && before.counters == now.counters;
}

bool may_have_printed(const PaneState& before, const PaneState& now) {
  return !looks_same(before, now) || (!now.counters && before.activity != now.activity);
}

bool has_been_quiet(const Cursor& since, const PaneState& now) {
  if (since.pid != now.pid && now.pid != 0) return false;
  if (since.counters && now.counters) return since.counters->output == now.counters->output;
  return since.second_over && since.activity == now.activity;
}

bool certainly_unchanged(const Cursor& since, const PaneState& now) {
  if (since.pane != now.pane || since.alternate != now.alternate || find_reset(since, now)) return false;
  if (since.counters) return since.counters->output == now.counters->output;
  return since.second_over && since.activity == now.activity && since.screen == now.history &&
         since.height == now.height && since.cursor_x == now.cursor_x && since.cursor_y == now.cursor_y;
}

std::string unchanged_condition(const Cursor& since, std::string_view session) {
  const auto text = [](auto number) { return std::to_string(number); };
  const std::string pane = text(since.pid) + " " + text(since.width) + (since.alternate ? " 1" : " 0");
  const std::string name = " " + format_operand(session) + "}";
  constexpr std::string_view kPane = "#{==:#{pane_pid} #{pane_width} #{alternate_on}";
  if (since.counters) {
    return in_time(std::string(kPane) + " #{pane_output_generation} #{history_generation} #{session_name}," +
                   pane + " " + text(since.counters->output) + " " + text(since.counters->generation) + name);
  }
  if (!since.second_over) return {};
  return in_time(std::string(kPane) +
                 " #{window_activity} #{history_size} #{pane_height} #{cursor_x} #{cursor_y} "
                 "#{session_name}," +
                 pane + " " + text(since.activity) + " " + text(since.screen) + " " + text(since.height) +
                 " " + text(since.cursor_x) + " " + text(since.cursor_y) + name);
}

std::optional<PaneState> unchanged_state(const Cursor& since, std::string_view session, std::int64_t now) {
  if (since.counters) return std::nullopt;
  PaneState state;
  state.pane = since.pane;
  state.pid = since.pid;
  state.now = now;
  state.activity = since.activity;
  state.history = since.screen;
  state.cursor_x = since.cursor_x;
  state.cursor_y = since.cursor_y;
  state.width = since.width;
  state.height = since.height;
  state.alternate = since.alternate;
  state.session = session;
  return state;
}

}  // namespace smcp::tmux
