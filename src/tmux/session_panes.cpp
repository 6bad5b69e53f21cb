#include "tmux/session_panes.hpp"

#include <utility>

#include "tmux/errors.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// A program calls itself what it likes: a tab or a line break in it becomes a blank.
constexpr std::string_view kPaneCommand = "s/[\t\n]/ /:pane_current_command";

template <typename Number>
bool take(std::string_view text, Number& number) {
  const auto parsed = parse_number<Number>(text);
  if (parsed) number = *parsed;
  return parsed.has_value();
}

/// For what a tmux may not know or not tell: empty.
template <typename Number>
bool take_if_any(std::string_view text, Number& number) {
  return text.empty() || take(text, number);
}

std::optional<SessionPane> parse_session_pane(std::string_view line) {
  const auto split = split_row(line, 12);
  if (!split) return std::nullopt;
  const auto& row = *split;
  SessionPane found;
  const auto session = SessionId::parse(row[0]);
  const auto pane = PaneId::parse(row[1]);
  if (!session || !pane || !take_if_any(row[2], found.pid) || !take(row[7], found.history) ||
      !take_if_any(row[8], found.collected))
    return std::nullopt;
  found.session = *session;
  found.pane = *pane;
  found.dead = row[3] == "1";
  found.dead_status = row[4];
  found.dead_signal = row[5];
  found.mode = row[6];
  found.tty = row[9];
  found.command = row[10];
  found.name = row[11];
  return found;
}

}  // namespace

std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text) {
  std::vector<SessionPane> panes;
  for (const auto line : split_lines(text)) {
    if (auto pane = parse_session_pane(line)) {
      panes.push_back(std::move(*pane));
    } else if (!panes.empty()) {  // tmux 3.1 stores a line break in a name as it is
      panes.back().name.append("\n").append(line);
    } else {
      return std::nullopt;
    }
  }
  return panes;
}

void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done) {
  Command list("list-sessions");
  list.flag("-F").arg(row_format({"session_id", "pane_id", "pane_pid", "pane_dead", "pane_dead_status",
                                  "pane_dead_signal", "pane_mode", "history_size", "history_collected",
                                  "pane_tty", kPaneCommand, "session_name"}));
  chain->run(std::move(list), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<SessionPane>{});
    if (!text) return done(text.error());
    auto panes = parse_session_panes(*text);
    if (!panes) return done(unexpected_answer("list-sessions"));
    done(std::move(*panes));
  });
}

}  // namespace smcp::tmux
