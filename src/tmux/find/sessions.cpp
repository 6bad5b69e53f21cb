#include "tmux/find/sessions.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "tmux/find/exact_target.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

std::optional<Session> parse_session(std::string_view line) {
  const auto row = split_record(line, 6);
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  const auto windows = parse_number<std::uint32_t>((*row)[1]);
  const auto created = parse_number<std::int64_t>((*row)[2]);
  const auto activity = parse_number<std::int64_t>((*row)[3]);
  const auto attached = parse_number<std::uint32_t>((*row)[4]);
  if (!id || !windows || !created || !activity || !attached) return std::nullopt;
  return Session{*id, *windows, *created, *activity, *attached, std::string((*row)[5])};
}

/// Only what finding a session needs, because tmux spends most of a list's time on formatting fields.
struct NamedId {
  SessionId id;
  std::string name;
};

std::optional<NamedId> parse_named_id(std::string_view line) {
  const auto row = split_record(line, 2);
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  if (!id) return std::nullopt;
  return NamedId{*id, std::string((*row)[1])};
}

template <typename Row>
Result<std::vector<Row>> parse_rows(std::string_view text,
                                    std::optional<Row> (*parse_row)(std::string_view)) {
  std::vector<Row> rows;
  for (const auto line : split_lines(text)) {
    if (auto row = parse_row(line)) {
      rows.push_back(std::move(*row));
    } else if (!rows.empty()) {  // tmux 3.1 stores a line break in a name as it is
      rows.back().name.append("\n").append(line);
    } else {
      return unexpected_answer("list-sessions");
    }
  }
  return rows;
}

/// If no server is running, there are no rows.
template <typename Row>
void list_rows(const Chain& chain, const std::string& format,
               std::optional<Row> (*parse_row)(std::string_view),
               UniqueFunction<void(Result<std::vector<Row>>)> done) {
  Command command("list-sessions");
  command.flag("-F").arg(format);
  chain->run(std::move(command),
             [parse_row, done = std::move(done)](const Result<std::string>& text) mutable {
               if (text) return done(parse_rows(*text, parse_row));
               if (text.error().code == Errc::no_server) return done(std::vector<Row>{});
               done(text.error());
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
  const auto row = split_record(text, 2);
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  if (!id && text != "\t") return std::nullopt;
  // Neither blanks nor another session (a client's of this name, or a person's, as tmux then has no target)
  // would be here if there were one of this name: tmux looks for that first.
  return id && (*row)[1] == name ? id : std::optional<SessionId>();
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
  list_rows<NamedId>(chain, record_format({"session_id", "session_name"}), parse_named_id, std::move(search));
}

}  // namespace

void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done) {
  list_rows(chain,
            record_format({"session_id", "session_windows", "session_created", "session_activity",
                           "session_attached", "session_name"}),
            parse_session, std::move(done));
}

void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done) {
  if (!can_target_by_name(name) || name.find(':') != std::string::npos)
    return find_in_list(chain, std::move(name), std::move(done));
  Command display("display-message");
  display.flag("-p").flag("-t").arg("=" + name + ":");
  display.arg(record_format({"session_id", "session_name"}) + std::string(kEndFormat));
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
