#include "tmux/act/new_session_rows.hpp"

#include "tmux/link/row_table.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {
namespace {

/// The marks with which the rows begin.
constexpr std::string_view kSessionMark = "sessions-mcp-session";
constexpr std::string_view kShellMark = "sessions-mcp-shell";

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

bool take_blank_pane(std::string_view printed, MadeShell& shell) {
  const auto state = parse_pane_state(printed);
  const auto start = state ? blank_cursor(*state) : std::nullopt;
  if (start) shell = {{state->pane, state->pid, state->tty}, *start};
  return start.has_value();
}

const RowTable<MadeShell>& made_shells() {
  // Without the time, which new-window's formats cannot tell: a cursor does not need it.
  static const RowTable<MadeShell> table{{timeless_pane_state_format(), take_blank_pane}};
  return table;
}

}  // namespace

std::string MadeSession::format() {
  return made_sessions().marked_format(kSessionMark);
}

std::optional<MadeSession> MadeSession::parse(std::string_view answer) {
  return made_sessions().parse_marked(answer, kSessionMark);
}

std::string MadeShell::format() {
  return made_shells().marked_format(kShellMark);
}

std::optional<MadeShell> MadeShell::parse(std::string_view answer) {
  return made_shells().parse_marked(answer, kShellMark);
}

}  // namespace smcp::tmux
