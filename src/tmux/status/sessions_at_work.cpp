#include "tmux/status/sessions_at_work.hpp"

#include <algorithm>
#include <utility>

#include "tmux/jobs/protocol.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/made_by.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// A pane, and the session that holds it.
struct PaneRow {
  SessionAtWork session;
  std::int64_t window_activity = 0;
  PaneAtWork pane;
  std::string job;  ///< token of the newest job, or ""
};

/// The newest report begins with the token of the job that has ended last.
bool take_job_end(std::string_view printed, PaneRow& row) {
  row.pane.job = row.job.size() == kJobTokenSize && !printed.starts_with(row.job + " ");
  return true;
}

const RowTable<PaneRow>& pane_rows() {
  static const RowTable<PaneRow> table{
      field<&PaneRow::session, &SessionAtWork::server, &ServerId::pid>("#{pid}"),
      field<&PaneRow::session, &SessionAtWork::server, &ServerId::start_time>("#{start_time}"),
      field<&PaneRow::session, &SessionAtWork::id>("#{session_id}"),
      field_by<take_second, &PaneRow::session, &SessionAtWork::created>("#{session_created}"),
      field_by<take_second, &PaneRow::session, &SessionAtWork::activity>("#{session_activity}"),
      field_by<take_second, &PaneRow::window_activity>("#{window_activity}"),
      field<&PaneRow::session, &SessionAtWork::attached>("#{session_attached}"),
      field_by<take_maker, &PaneRow::session, &SessionAtWork::made_by>(maker_format()),
      field<&PaneRow::pane, &PaneAtWork::dead>("#{pane_dead}"),
      field<&PaneRow::pane, &PaneAtWork::terminal>(std::string(PaneTerminal::kFormat)),
      field<&PaneRow::job>(std::string(kNewestToken)),
      {"#{" + beginning_of(job_option::kEnd, kTokenAndStatus) + "}", take_job_end},
      field<&PaneRow::pane, &PaneAtWork::command>(one_line("pane_current_command")),
      field<&PaneRow::session, &SessionAtWork::name>("#{session_name}"),
  };
  return table;
}

}  // namespace

std::optional<std::vector<SessionAtWork>> parse_sessions_at_work(std::string_view text) {
  auto panes = pane_rows().parse_named<&PaneRow::session, &SessionAtWork::name>(text);
  if (!panes) return std::nullopt;
  std::vector<SessionAtWork> sessions;
  for (PaneRow& row : *panes) {
    if (sessions.empty() || sessions.back().id != row.session.id) sessions.push_back(std::move(row.session));
    SessionAtWork& session = sessions.back();
    session.activity = std::max(session.activity, row.window_activity);
    const auto same = [&row](const PaneAtWork& pane) { return pane.terminal.id == row.pane.terminal.id; };
    if (std::none_of(session.panes.begin(), session.panes.end(), same))
      session.panes.push_back(std::move(row.pane));
  }
  return sessions;
}

Task<Result<std::vector<SessionAtWork>>> list_sessions_at_work(Chain chain) {
  Command list("list-panes");
  list.flag("-a").flag("-F").arg(pane_rows().format());
  const auto text = co_await run(chain, std::move(list));
  if (!text && text.error().code == Errc::no_server) co_return std::vector<SessionAtWork>{};
  if (!text) co_return text.error();
  auto sessions = parse_sessions_at_work(*text);
  if (!sessions) co_return unexpected_answer("list-panes");
  co_return std::move(*sessions);
}

}  // namespace smcp::tmux
