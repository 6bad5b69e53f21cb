#include "tmux/act/new_session_rows.hpp"

#include <utility>

#include "tmux/link/row_table.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {
namespace {

/// The marks with which the rows begin.
constexpr std::string_view kSessionMark = "sessions-mcp-session";
constexpr std::string_view kShellMark = "sessions-mcp-shell";
constexpr std::string_view kSizedMark = "sessions-mcp-sized";

/// Upper bound on a pane's height, in rows; it is tmux's own.
constexpr std::uint32_t kMaxHeight = 10'000;

/// A pane that is being made is blank: nobody has had the time to print anything.
std::optional<Cursor> blank_cursor(const PaneState& state) {
  if (state.history > 0 || state.height > kMaxHeight) return std::nullopt;
  PaneRows rows({{0, state.rows()}});
  const auto rest = rows.feed(std::string(state.rows(), '\n'));
  return rest.empty() ? cursor_of(state, rows, {}) : std::nullopt;
}

const RowTable<MadeSession>& made_sessions() {
  static const RowTable<MadeSession> table{
      field<&MadeSession::id>("#{session_id}"),
      field<&MadeSession::server, &ServerId::pid>("#{pid}"),
      field<&MadeSession::server, &ServerId::start_time>("#{start_time}"),
      field<&MadeSession::placeholder>("#{pane_id}"),
      field<&MadeSession::name>("#{session_name}"),
  };
  return table;
}

struct StateRow {
  PaneState state;
};

bool take_state(std::string_view printed, StateRow& row) {
  auto state = parse_pane_state(printed);
  if (state) row.state = std::move(*state);
  return state.has_value();
}

const RowTable<StateRow>& state_rows() {
  // Without the time, which new-window's formats cannot tell: a cursor does not need it.
  static const RowTable<StateRow> table{{timeless_pane_state_format(), take_state}};
  return table;
}

std::optional<MadeShell> shell_of(const PaneState& state) {
  const auto start = blank_cursor(state);
  if (!start) return std::nullopt;
  return MadeShell{{state.pane, state.pid, state.tty}, *start};
}

}  // namespace

std::string MadeSession::format() {
  return made_sessions().marked_format(kSessionMark);
}

std::optional<MadeSession> MadeSession::parse(std::string_view answer) {
  return made_sessions().parse_marked(answer, kSessionMark);
}

std::string MadeShell::format() {
  return state_rows().marked_format(kShellMark);
}

std::string MadeShell::sized_format() {
  return state_rows().marked_format(kSizedMark);
}

std::optional<MadeShell> MadeShell::parse(std::string_view answer) {
  auto made = state_rows().parse_marked(answer, kShellMark);
  auto sized = state_rows().parse_marked(answer, kSizedMark);
  if (!made || !sized || made->state.pane != sized->state.pane) return std::nullopt;
  PaneState& state = made->state;
  state.pid = sized->state.pid;
  state.tty = std::move(sized->state.tty);
  state.width = sized->state.width;
  state.height = sized->state.height;
  if (state.counters && sized->state.counters) state.counters->generation = sized->state.counters->generation;
  return shell_of(state);
}

std::optional<MadeShell> MadeShell::parse_unsized(std::string_view answer) {
  const auto made = state_rows().parse_marked(answer, kShellMark);
  return made ? shell_of(made->state) : std::nullopt;
}

}  // namespace smcp::tmux
