#include "tmux/find/sessions.hpp"

#include <algorithm>
#include <utility>

#include "base/task.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/made_by.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// Numbers separated by spaces: the greatest of them.
bool take_newest(std::string_view printed, std::int64_t& newest) {
  for (newest = 0; !printed.empty();) {
    const auto end = std::min(printed.find(' '), printed.size());
    const auto second = parse_second(printed.substr(0, end));
    if (!second) return false;
    newest = std::max(newest, *second);
    printed.remove_prefix(std::min(end + 1, printed.size()));
  }
  return newest > 0;
}

/// A session's own activity is what its clients type; output is that of its windows.
constexpr std::string_view kActivity = "#{session_activity}#{W: #{window_activity}}";

const RowTable<Session>& session_rows() {
  static const RowTable<Session> table{
      field<&Session::id>("#{session_id}"),
      field<&Session::windows>("#{session_windows}"),
      field<&Session::created>("#{session_created}"),
      field_by<take_newest, &Session::activity>(std::string(kActivity)),
      field<&Session::attached>("#{session_attached}"),
      field_by<take_maker, &Session::made_by>(maker_format()),
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
Task<Result<std::vector<Row>>> list_rows(Chain chain, const RowTable<Row>& table) {
  Command command("list-sessions");
  command.flag("-F").arg(table.format());
  const auto text = co_await run(chain, std::move(command));
  if (!text && text.error().code == Errc::no_server) co_return std::vector<Row>{};
  if (!text) co_return text.error();
  auto rows = table.template parse_named<&Row::name>(*text);
  if (!rows) co_return unexpected_answer("list-sessions");
  co_return std::move(*rows);
}

/// What tmux says of the target `=NAME:`; nothing if that is not all that it printed, or not an answer.
std::optional<std::optional<SessionId>> parse_search(std::string_view text, std::string_view name) {
  if (!text.ends_with(kLastFieldText)) return std::nullopt;
  text.remove_suffix(kLastFieldText.size());
  const auto row = named_id_rows().parse(text);
  if (!row && text != "\t") return std::nullopt;
  // Neither blanks nor another session (a client's of this name, or a person's, as tmux then has no target)
  // would be here if there were one of this name: tmux looks for that first.
  return row && row->name == name ? std::optional(row->id) : std::optional<SessionId>();
}

/// For what a target cannot express, and for what tmux does not answer clearly. It makes a row for each
/// session. (What is left with hundreds of sessions is tmux's own: it walks all windows in each of its turns,
/// of which any request takes a few.)
Task<Result<std::optional<SessionId>>> find_in_list(Chain chain, std::string name) {
  auto listing = list_rows(chain, named_id_rows());
  const auto list = co_await listing;
  if (!list) co_return list.error();
  const auto found =
      std::find_if(list->begin(), list->end(), [&](const NamedId& session) { return session.name == name; });
  if (found == list->end()) co_return std::optional<SessionId>();
  co_return std::optional(found->id);
}

Task<Result<std::optional<SessionId>>> find_by_name(Chain chain, std::string name) {
  if (can_target_by_name(name) && name.find(':') == std::string::npos) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg("=" + name + ":");
    display.arg(named_id_rows().format() + std::string(kLastField));
    const auto text = co_await run(chain, std::move(display));
    const bool absent =
        !text && (text.error().code == Errc::not_found || text.error().code == Errc::no_server);
    if (absent) co_return std::optional<SessionId>();
    if (!text) co_return text.error();
    const auto answer = parse_search(*text, name);
    if (answer) co_return *answer;
  }
  auto search = find_in_list(chain, name);
  co_return co_await search;
}

}  // namespace

void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done) {
  start(list_rows(chain, session_rows()), std::move(done));
}

void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<SessionId>>)> done) {
  start(find_by_name(chain, std::move(name)), std::move(done));
}

Task<Result<SessionId>> require_session(Chain chain, std::string name) {
  if (const auto pinned = chain->pinned().find(name)) co_return *pinned;
  auto search = find_by_name(chain, name);
  const auto found = co_await search;
  if (!found) co_return found.error();
  if (!*found) co_return no_such_session(name);
  co_return **found;
}

void require_session(const Chain& chain, std::string name, UniqueFunction<void(Result<SessionId>)> done) {
  start(require_session(chain, std::move(name)), std::move(done));
}

Error no_such_session(const std::string& name) {
  return {Errc::not_found, "session \"" + name + "\" does not exist"};
}

}  // namespace smcp::tmux
