#include "tmux/act/rename.hpp"

#include <optional>
#include <utility>

#include "base/task.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kMark = "sessions-mcp-renamed";

struct Stored {
  std::string name;
};

const RowTable<Stored>& session_name_row() {
  static const RowTable<Stored> table{field<&Stored::name>("#{session_name}")};
  return table;
}

const RowTable<Stored>& window_name_row() {
  static const RowTable<Stored> table{field<&Stored::name>("#{window_name}")};
  return table;
}

struct FoundWindow {
  WindowId id;
};

const RowTable<FoundWindow>& window_id_row() {
  static const RowTable<FoundWindow> table{field<&FoundWindow::id>("#{window_id}")};
  return table;
}

void append_stored(Command& batch, const std::string& target, const RowTable<Stored>& row) {
  batch.then("display-message").flag("-p").flag("-t").arg(target).arg(row.marked_format(kMark));
}

Command session_batch(SessionId session, const std::string& name, const std::string& to) {
  const std::string target = session.text() + ":";
  Command batch = Precondition::session(target, name).begin();
  batch.then("rename-session").flag("-t").arg(target).flag("--").arg(format_literal(to));
  append_stored(batch, target, session_name_row());
  return batch;
}

Error stored_as(const std::string& to, const std::string& stored, const std::string& now) {
  return {Errc::refused, "this tmux stores the name \"" + to + "\" as \"" + stored + "\"; " + now +
                             ". Pick a name of letters, digits, '-' and '_'."};
}

Task<Status> rename_one_session(Chain chain, std::string name, std::string to) {
  auto search = require_session(chain, name);
  const auto session = co_await search;
  if (!session) co_return error_for(name, session.error());
  Command batch = session_batch(*session, name, to);
  const auto text = co_await run(chain, std::move(batch));
  if (!text && text.error().code == Errc::already_exists) {
    co_return Error{Errc::already_exists, "session \"" + chain->shown(text.error().message) +
                                              "\" already exists; nothing was renamed. Pick another name."};
  }
  if (!text) co_return error_for(name, text.error());
  const auto stored = session_name_row().parse_marked(*text, kMark);
  if (!stored) co_return unexpected_answer("rename-session");
  if (stored->name == to) co_return Ok{};
  Command back = session_batch(*session, stored->name, name);
  const auto undone = co_await run(chain, std::move(back));
  const auto now = undone ? session_name_row().parse_marked(*undone, kMark) : std::nullopt;
  const bool is_back = now && now->name == name;
  const std::string& called = now ? now->name : stored->name;
  co_return stored_as(
      to, stored->name,
      is_back ? "the session has its old name again" : "the session is called \"" + called + "\" now");
}

Task<Status> rename_one_window(Chain chain, std::string session, Pane pane, std::string to) {
  const std::string target = pane.id.text();
  Command ask = Precondition::server(pane.server).begin();
  ask.then("display-message").flag("-p").flag("-t").arg(target).arg(window_id_row().marked_format(kMark));
  const auto id = co_await run(chain, std::move(ask));
  if (!id) co_return id.error();
  const auto window = window_id_row().parse_marked(*id, kMark);
  if (!window) co_return unexpected_answer("display-message");
  Command batch = Precondition::server(pane.server).begin();
  Precondition::holds_pane(session, pane.id).append_to(batch);
  Precondition::no_window_is_called(session, to, window->id).append_to(batch);
  batch.then("rename-window").flag("-t").arg(target).flag("--").arg(format_literal(to));
  append_stored(batch, target, window_name_row());
  const auto text = co_await run(chain, std::move(batch));
  if (!text) co_return text.error();
  const auto stored = window_name_row().parse_marked(*text, kMark);
  if (!stored) co_return unexpected_answer("rename-window");
  if (stored->name != to)
    co_return stored_as(to, stored->name, "the window is called \"" + stored->name + "\" now");
  co_return Ok{};
}

}  // namespace

void rename_session(const Chain& chain, std::string name, std::string to, UniqueFunction<void(Status)> done) {
  start(rename_one_session(chain, std::move(name), std::move(to)), std::move(done));
}

void rename_window(const Chain& chain, std::string session, Pane pane, std::string to,
                   UniqueFunction<void(Status)> done) {
  start(rename_one_window(chain, std::move(session), std::move(pane), std::move(to)), std::move(done));
}

}  // namespace smcp::tmux
