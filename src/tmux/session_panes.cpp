#include "tmux/session_panes.hpp"

#include <utility>

#include "tmux/errors.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// A program calls itself what it likes: a tab or a line break in it becomes a blank.
constexpr std::string_view kPaneCommand = "s/[\t\n]/ /:pane_current_command";

std::optional<SessionPane> parse_session_pane(std::string_view line) {
  const auto split = split_row(line, 6);
  if (!split) return std::nullopt;
  const auto& row = *split;
  const auto session = SessionId::parse(row[0]);
  auto state = parse_pane_state(row[5]);
  if (!session || !state) return std::nullopt;
  SessionPane found;
  found.session = *session;
  found.dead_status = row[1];
  found.dead_signal = row[2];
  found.mode = row[3];
  found.command = row[4];
  found.state = std::move(*state);
  return found;
}

}  // namespace

std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text) {
  std::vector<SessionPane> panes;
  for (const auto line : split_lines(text)) {
    if (auto pane = parse_session_pane(line)) {
      panes.push_back(std::move(*pane));
    } else if (!panes.empty()) {  // tmux 3.1 stores a line break in a name as it is
      panes.back().state.session.append("\n").append(line);
    } else {
      return std::nullopt;
    }
  }
  return panes;
}

void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done) {
  Command list("list-sessions");
  list.flag("-F").arg(
      row_format({"session_id", "pane_dead_status", "pane_dead_signal", "pane_mode", kPaneCommand}) +
      kFieldSeparator + timeless_pane_state_format());
  chain->run(std::move(list), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<SessionPane>{});
    if (!text) return done(text.error());
    auto panes = parse_session_panes(*text);
    if (!panes) return done(unexpected_answer("list-sessions"));
    done(std::move(*panes));
  });
}

}  // namespace smcp::tmux
