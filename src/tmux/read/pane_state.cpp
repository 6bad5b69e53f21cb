#include "tmux/read/pane_state.hpp"

#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// tmux prints either all counters or, if it does not know them, nothing for any of them.
bool take_first_counter(std::string_view printed, std::optional<PaneCounters>& counters) {
  counters.reset();
  return printed.empty() || take_number(printed, counters.emplace().output);
}

template <auto Take, auto Counter>
bool take_counter(std::string_view printed, std::optional<PaneCounters>& counters) {
  if (printed.empty()) counters.reset();
  return !counters || Take(printed, (*counters).*Counter);
}

RowTable<PaneState> pane_states(const std::string& now, bool brief) {
  const auto unless_brief = [brief](std::string format) { return brief ? std::string() : std::move(format); };
  return {
      field_by<take_second, &PaneState::now>(now),
      field<&PaneState::pane>("#{pane_id}"),
      field_by<take_if_any<std::uint32_t>, &PaneState::pid>("#{pane_pid}"),
      field_by<take_second, &PaneState::activity>("#{window_activity}"),
      field_by<take_rows, &PaneState::history>("#{history_size}"),
      field_by<take_rows, &PaneState::limit>("#{history_limit}"),
      field<&PaneState::cursor_x>("#{cursor_x}"),
      field<&PaneState::cursor_y>("#{cursor_y}"),
      field<&PaneState::width>("#{pane_width}"),
      field<&PaneState::height>("#{pane_height}"),
      field<&PaneState::alternate>("#{alternate_on}"),
      field<&PaneState::dead>(unless_brief("#{pane_dead}")),
      field<&PaneState::tty>(unless_brief("#{pane_tty}")),
      field_by<take_first_counter, &PaneState::counters>("#{pane_output_generation}"),
      field_by<take_counter<take_number<std::uint64_t>, &PaneCounters::generation>, &PaneState::counters>(
          "#{history_generation}"),
      field_by<take_counter<take_rows, &PaneCounters::collected>, &PaneState::counters>(
          "#{history_collected}"),
      field<&PaneState::session>(unless_brief("#{session_name}")),
  };
}

const RowTable<PaneState>& full_rows() {
  static const RowTable<PaneState> table = pane_states("%s", false);  // %s of strftime(3): the time
  return table;
}

}  // namespace

const std::string& pane_state_format() {
  return full_rows().format();
}

const std::string& brief_pane_state_format() {
  static const RowTable<PaneState> table = pane_states("%s", true);
  return table.format();
}

const std::string& timeless_pane_state_format() {
  static const RowTable<PaneState> table = pane_states("0", false);
  return table.format();
}

std::optional<PaneState> parse_pane_state(std::string_view line) {
  return full_rows().parse(line);  // the three formats differ only in what is left out
}

}  // namespace smcp::tmux
