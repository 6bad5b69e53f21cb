#include "tmux/find/sessions.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

const RowTable<Session>& session_rows() {
  static const RowTable<Session> table{
      field<&Session::id>("#{session_id}"),
      field<&Session::windows>("#{session_windows}"),
      field<&Session::created>("#{session_created}"),
      field<&Session::activity>("#{session_activity}"),
      field<&Session::attached>("#{session_attached}"),
      field<&Session::name>("#{session_name}"),
  };
  return table;
}

/// Only what finding a session needs, because tmux spends most of a list's time on formatting fields.
struct NamedId {
  SessionId id;
  std::string name;
};

const RowTable<NamedId>& named_id_rows() {
  static const RowTable<NamedId> table{
      field<&NamedId::id>("#{session_id}"),
      field<&NamedId::name>("#{session_name}"),
  };
  return table;
}

/// If no server is running, there are no rows. `table` is one of the above.
template <typename Row>
void list_rows(const Chain& chain, const RowTable<Row>& table,
               UniqueFunction<void(Result<std::vector<Row>>)> done) {
  Command command("list-sessions");
  command.flag("-F").arg(table.format());
  chain->run(std::move(command), [&table, done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text && text.error().code == Errc::no_server) return done(std::vector<Row>{});
    if (!text) return done(text.error());
    auto rows = table.template parse_named<&Row::name>(*text);
    if (!rows) return done(unexpected_answer("list-sessions"));
    done(std::move(*rows));
  });
}

/// Behind the two fields of a search. Expanded last, it is there only if tmux came to an end with them in
/// time (in_time()).
constexpr std::string_view kEndFormat = "\t#{!=:1,}";
constexpr std::string_view kEnd = "\t1\n";

/// What tmux says of the target `=NAME:`; nothing if that is not all that it printed, or not an answer.
std::optional<std::optional<SessionId>> parse_search(std::string_view text, std::string_view name) {
  if (!text.ends_with(kEnd)) return std::nullopt;
  text.remove_suffix(kEnd.size());
  const auto row = named_id_rows().parse(text);
  if (!row && text != "\t") return std::nullopt;
  // Neither blanks nor another session (a client's of this name, or a person's, as tmux then has no target)
  // would be here if there were one of this name: tmux looks for that first.
  return row && row->name == name ? std::optional(row->id) : std::optional<SessionId>();
}

/// What a target cannot express, and what tmux does not answer in so many words. It makes a row for each
/// session. (What is left with hundreds of sessions is tmux's own: it walks all windows in each of its turns,
/// of which any request takes a few.)
void find_in_list(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done) {
  auto search = [name = std::move(name),
                 done = std::move(done)](const Result<std::vector<NamedId>>& list) mutable {
    if (!list) return done(list.error());
    const auto found = std::find_if(list->begin(), list->end(),
                                    [&](const NamedId& session) { return session.name == name; });
    done(found == list->end() ? std::nullopt : std::optional(found->id));
  };
  list_rows<NamedId>(chain, named_id_rows(), std::move(search));
}

}  // namespace

void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done) {
  list_rows(chain, session_rows(), std::move(done));
}

void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done) {
  if (!can_target_by_name(name) || name.find(':') != std::string::npos)
    return find_in_list(chain, std::move(name), std::move(done));
  Command display("display-message");
  display.flag("-p").flag("-t").arg("=" + name + ":");
  display.arg(named_id_rows().format() + std::string(kEndFormat));
  chain->run(std::move(display), [chain, name = std::move(name),
                                  done = std::move(done)](const Result<std::string>& text) mutable {
    const bool absent =
        !text && (text.error().code == Errc::not_found || text.error().code == Errc::no_server);
    if (absent) return done(std::optional<SessionId>());
    if (!text) return done(text.error());
    const auto answer = parse_search(*text, name);
    if (answer) return done(*answer);
    find_in_list(chain, std::move(name), std::move(done));
  });
}

void require_session(const Chain& chain, std::string name, UniqueFunction<void(Result<SessionId>)> done) {
  auto answer = [name, done = std::move(done)](const Result<std::optional<SessionId>>& found) mutable {
    if (!found) return done(found.error());
    if (!*found) return done(no_such_session(name));
    done(**found);
  };
  find_session(chain, std::move(name), std::move(answer));
}

Error no_such_session(const std::string& name) {
  return {Errc::not_found, "session \"" + name + "\" does not exist"};
}

void kill_session(const Chain& chain, const std::string& name, const OwnPanes& own,
                  UniqueFunction<void(Status)> done) {
  auto shared = std::make_shared<UniqueFunction<void(Status)>>(std::move(done));
  auto attempt = [chain, name, own, shared](const std::string& target, TargetTried tried) {
    const std::string pane =
        target + ":";  // the same target for both commands, so that both act on the same session
    Command command = Precondition::session(pane, name).begin();
    if (!own.panes.empty()) Precondition::server(own.server).append_to(command);
    for (const PaneId id : own.panes) Precondition::outlives_session(id, name).append_to(command);
    command.then("kill-session").flag("-t").arg(pane);
    chain->run(std::move(command),
               [shared, tried = std::move(tried)](const Result<std::string>& text) mutable {
                 if (!text) return tried(text.error());
                 // Neither command prints anything.
                 (*shared)(text->empty() ? Status(Ok{}) : Status(unexpected_answer("kill-session")));
               });
  };
  with_exact_target(chain, name, std::move(attempt), [shared](Error error) { (*shared)(std::move(error)); });
}

}  // namespace smcp::tmux
