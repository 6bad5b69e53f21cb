#include "tmux/act/new_session_rows.hpp"

#include "tmux/link/format_fields.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {
namespace {

/// The marks with which the rows begin, for find_marked().
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

}  // namespace

std::string MadeSession::format() {
  return marked_format(kSessionMark, {"session_id", "pid", "start_time", "session_name"});
}

std::optional<MadeSession> MadeSession::parse(std::string_view answer) {
  const auto line = find_marked(answer, kSessionMark);
  const auto row = line ? split_record(*line, 4) : std::nullopt;
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  const auto server = ServerId::parse((*row)[1], (*row)[2]);
  if (!id || !server) return std::nullopt;
  return MadeSession{*id, *server, std::string((*row)[3])};
}

std::string MadeShell::format() {
  // Without the time, which new-window's formats cannot tell: a cursor does not need it.
  return marked_format(kShellMark, {}) + timeless_pane_state_format();
}

std::optional<MadeShell> MadeShell::parse(std::string_view answer) {
  const auto line = find_marked(answer, kShellMark);
  const auto state = line ? parse_pane_state(*line) : std::nullopt;
  const auto start = state ? blank_cursor(*state) : std::nullopt;
  if (!start) return std::nullopt;
  return MadeShell{state->pane, state->pid, state->tty, *start};
}

}  // namespace smcp::tmux
