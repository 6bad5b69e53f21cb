#include "tmux/status/session_panes.hpp"

#include <utility>

#include "tmux/jobs/protocol.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/log_option.hpp"
#include "tmux/link/made_by.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// `STATUS:SIGNAL` of a dead pane; nothing is printed for one that lives.
constexpr std::string_view kDeath = "#{?pane_dead,#{pane_dead_status}:#{pane_dead_signal},}";

bool take_death(std::string_view printed, SessionPane& row) {
  const auto colon = printed.find(':');
  row.state.dead = colon != std::string_view::npos;
  if (!row.state.dead) return printed.empty();
  row.dead_status = printed.substr(0, colon);
  row.dead_signal = printed.substr(colon + 1);
  return true;
}

/// What the newest job's shell has reported at its end begins with the job's token and exit status. It may
/// still be the report of the job before.
bool take_job_status(std::string_view printed, SessionPane& row) {
  if (row.job.size() != kJobTokenSize || !printed.starts_with(row.job)) return true;
  printed.remove_prefix(row.job.size());
  if (!printed.starts_with(' ')) return true;
  const auto status = printed.substr(1, printed.find(' ', 1) - 1);
  if (parse_number<int>(status)) row.job_status = status;
  return true;
}

/// Only tmux 3.8 counts.
bool take_collected(std::string_view printed, std::optional<PaneCounters>& counters) {
  return printed.empty() || take_rows(printed, counters.emplace().collected);
}

std::string beginning(std::string_view option, std::size_t length) {
  return "#{" + beginning_of(option, length) + "}";
}

/// A log was asked for, and either its pipe is closed, or its shell says so: then the pipe is somebody else's.
std::string log_ended() {
  const std::string log(kLogOption);
  const std::string end(kLogEndOption);
  return "#{&&:#{!=:#{" + log + "},},#{||:#{==:#{pane_pipe},0},#{!=:#{" + end + "},}}}";
}

/// Each variable costs tmux some time, so these are only those that are needed. A program may have any name,
/// so tabs and line breaks in it are replaced by blanks.
const RowTable<SessionPane>& rows() {
  static const RowTable<SessionPane> table{
      field<&SessionPane::id>("#{session_id}"),
      field<&SessionPane::state, &PaneState::pane>("#{pane_id}"),
      field_by<take_if_any<std::uint32_t>, &SessionPane::state, &PaneState::pid>("#{pane_pid}"),
      {std::string(kDeath), take_death},
      field<&SessionPane::mode>("#{pane_mode}"),
      field_by<take_rows, &SessionPane::state, &PaneState::history>("#{history_size}"),
      field_by<take_rows, &SessionPane::state, &PaneState::limit>("#{history_limit}"),
      field<&SessionPane::state, &PaneState::height>("#{pane_height}"),
      field<&SessionPane::state, &PaneState::alternate>("#{alternate_on}"),
      field_by<take_collected, &SessionPane::state, &PaneState::counters>("#{history_collected}"),
      field<&SessionPane::state, &PaneState::tty>("#{pane_tty}"),
      field<&SessionPane::job>(std::string(kNewestToken)),
      {beginning(job_option::kEnd, kTokenAndStatus), take_job_status},
      field<&SessionPane::log_ended>(log_ended()),
      field_by<take_maker, &SessionPane::made_by>(maker_format()),
      field<&SessionPane::command>("#{s/[\t\n]/ /:pane_current_command}"),
      field<&SessionPane::state, &PaneState::session>("#{session_name}"),
  };
  return table;
}

}  // namespace

std::optional<std::vector<SessionPane>> parse_session_panes(std::string_view text) {
  return rows().parse_named<&SessionPane::state, &PaneState::session>(text);
}

void list_session_panes(const Chain& chain, UniqueFunction<void(Result<std::vector<SessionPane>>)> done) {
  Command list("list-sessions");
  list.flag("-F").arg(rows().format());
  chain->run(std::move(list), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<SessionPane>{});
    if (!text) return done(text.error());
    auto panes = parse_session_panes(*text);
    if (!panes) return done(unexpected_answer("list-sessions"));
    done(std::move(*panes));
  });
}

}  // namespace smcp::tmux
