#include "tmux/status/session_panes.hpp"

#include <utility>

#include "tmux/jobs/protocol.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

enum Field : std::size_t {
  kPane,
  kPid,
  kDead,
  kDeadStatus,
  kDeadSignal,
  kMode,
  kHistory,
  kLimit,
  kHeight,
  kAlternate,
  kCollected,
  kTty,
  kJob,
  kJobEnd,
  kCommand,
  kSession,
  kFields
};

/// Each variable costs tmux some time, so the format has only those that are needed. A program may have any
/// name, so tabs and line breaks in it are replaced by blanks.
std::string format() {
  const std::string job = beginning_of(job_option::kJob, kJobTokenSize);
  const std::string end = beginning_of(job_option::kEnd, kTokenAndStatus);
  return record_format({"pane_id", "pane_pid"}) +
         "\t#{?pane_dead,1\t#{pane_dead_status}\t#{pane_dead_signal},\t\t}\t" +
         record_format({"pane_mode", "history_size", "history_limit", "pane_height", "alternate_on",
                        "history_collected", "pane_tty", job, end, "s/[\t\n]/ /:pane_current_command",
                        "session_name"});
}

/// `end` begins with the token and the exit status of the job that has ended.
std::string job_status(std::string_view token, std::string_view end) {
  if (token.size() != kJobTokenSize || !end.starts_with(token)) return {};
  const std::string_view rest = end.substr(token.size());
  if (!rest.starts_with(' ')) return {};
  const auto status = rest.substr(1, rest.find(' ', 1) - 1);
  return parse_number<int>(status) ? std::string(status) : std::string();
}

std::optional<SessionPane> parse_session_pane(std::string_view line) {
  const auto split = split_record(line, kFields);
  if (!split) return std::nullopt;
  const auto& row = *split;
  SessionPane found;
  PaneState& state = found.state;
  const auto pane = PaneId::parse(row[kPane]);
  const bool taken =
      pane && (row[kPid].empty() || take_number(row[kPid], state.pid)) &&
      take_rows(row[kHistory], state.history) && take_rows(row[kLimit], state.limit) &&
      take_number(row[kHeight], state.height) &&
      (row[kCollected].empty() || take_rows(row[kCollected], state.counters.emplace().collected));
  if (!taken) return std::nullopt;
  state.pane = *pane;
  state.alternate = row[kAlternate] == "1";
  state.dead = row[kDead] == "1";
  state.tty = row[kTty];
  state.session = row[kSession];
  found.dead_status = row[kDeadStatus];
  found.dead_signal = row[kDeadSignal];
  found.mode = row[kMode];
  found.command = row[kCommand];
  found.job_status = job_status(row[kJob], row[kJobEnd]);
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
  list.flag("-F").arg(format());
  chain->run(std::move(list), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<SessionPane>{});
    if (!text) return done(text.error());
    auto panes = parse_session_panes(*text);
    if (!panes) return done(unexpected_answer("list-sessions"));
    done(std::move(*panes));
  });
}

}  // namespace smcp::tmux
