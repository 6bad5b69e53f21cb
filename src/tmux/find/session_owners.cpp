#include "tmux/find/session_owners.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "tmux/link/errors.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// A window and one of the sessions that hold it.
struct Row {
  OwnedSession session;
  WindowId window;
};

const RowTable<Row>& rows() {
  static const RowTable<Row> table{
      field<&Row::session, &OwnedSession::server, &ServerId::pid>("#{pid}"),
      field<&Row::session, &OwnedSession::server, &ServerId::start_time>("#{start_time}"),
      field<&Row::session, &OwnedSession::id>("#{session_id}"),
      field<&Row::window>("#{window_id}"),
      field<&Row::session, &OwnedSession::made>("#{!=:#{" + std::string(kMadeByOption) + "},}"),
      field<&Row::session, &OwnedSession::name>("#{session_name}"),
  };
  return table;
}

std::vector<OwnedSession> owners_of(std::vector<Row> all) {
  std::set<WindowId> foreign;
  for (const Row& row : all) {
    if (!row.session.made) foreign.insert(row.window);
  }
  std::vector<OwnedSession> sessions;
  for (Row& row : all) {
    const bool ours = row.session.made && !foreign.contains(row.window);
    const auto seen = std::find_if(sessions.begin(), sessions.end(),
                                   [&](const OwnedSession& one) { return one.id == row.session.id; });
    if (seen == sessions.end()) {
      row.session.ours = ours;
      sessions.push_back(std::move(row.session));
    } else {
      seen->ours = seen->ours && ours;
    }
  }
  return sessions;
}

}  // namespace

void list_session_owners(const Chain& chain, UniqueFunction<void(Result<std::vector<OwnedSession>>)> done) {
  Command list("list-windows");
  list.flag("-a").flag("-F").arg(rows().format());
  chain->run(std::move(list), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<OwnedSession>{});
    if (!text) return done(text.error());
    auto parsed = rows().parse_named<&Row::session, &OwnedSession::name>(*text);
    if (!parsed) return done(unexpected_answer("list-windows"));
    done(owners_of(std::move(*parsed)));
  });
}

}  // namespace smcp::tmux
