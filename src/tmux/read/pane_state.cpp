#include "tmux/read/pane_state.hpp"

#include <vector>

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

enum Field : std::size_t {
  kNow,
  kPane,
  kPid,
  kActivity,
  kHistory,
  kLimit,
  kCursorX,
  kCursorY,
  kWidth,
  kHeight,
  kAlternate,
  kDead,
  kTty,
  kOutput,
  kGeneration,
  kCollected,
  kSession,
  kFields
};

std::string format_after(std::string_view now) {
  return std::string(now) + kFieldSeparator +
         record_format({"pane_id", "pane_pid", "window_activity", "history_size", "history_limit", "cursor_x",
                        "cursor_y", "pane_width", "pane_height", "alternate_on", "pane_dead", "pane_tty",
                        "pane_output_generation", "history_generation", "history_collected", "session_name"});
}

/// A format that this version of tmux does not know expands to nothing.
bool take_counters(const std::vector<std::string_view>& row, std::optional<PaneCounters>& counters) {
  if (row[kOutput].empty() || row[kGeneration].empty() || row[kCollected].empty()) return true;
  auto& taken = counters.emplace();
  return take_number(row[kOutput], taken.output) && take_number(row[kGeneration], taken.generation) &&
         take_rows(row[kCollected], taken.collected);
}

}  // namespace

const std::string& pane_state_format() {
  static const std::string format = format_after("%s");  // %s of strftime(3): the time
  return format;
}

const std::string& brief_pane_state_format() {
  static const std::string format = [] {
    std::string brief = pane_state_format();
    for (const std::string_view left_out : {"#{pane_dead}", "#{pane_tty}", "#{session_name}"})
      brief.erase(brief.find(left_out), left_out.size());
    return brief;
  }();
  return format;
}

const std::string& timeless_pane_state_format() {
  static const std::string format = format_after("0");
  return format;
}

std::optional<PaneState> parse_pane_state(std::string_view line) {
  const auto split = split_record(line, kFields);
  if (!split) return std::nullopt;
  const auto& row = *split;
  PaneState state;
  const auto pane = PaneId::parse(row[kPane]);
  const bool taken = pane && take_second(row[kNow], state.now) &&
                     (row[kPid].empty() || take_number(row[kPid], state.pid)) &&
                     take_second(row[kActivity], state.activity) && take_rows(row[kHistory], state.history) &&
                     take_rows(row[kLimit], state.limit) && take_number(row[kCursorX], state.cursor_x) &&
                     take_number(row[kCursorY], state.cursor_y) && take_number(row[kWidth], state.width) &&
                     take_number(row[kHeight], state.height) && take_counters(row, state.counters);
  if (!taken) return std::nullopt;
  state.pane = *pane;
  state.alternate = row[kAlternate] == "1";
  state.dead = row[kDead] == "1";
  state.tty = row[kTty];
  state.session = row[kSession];
  return state;
}

}  // namespace smcp::tmux
