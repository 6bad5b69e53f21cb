#include "tmux/sessions.hpp"

#include <algorithm>
#include <utility>

#include "tmux/errors.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

std::optional<Session> parse_session(std::string_view line) {
  const auto row = split_row(line, 6);
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  const auto windows = parse_number<std::uint32_t>((*row)[1]);
  const auto created = parse_number<std::int64_t>((*row)[2]);
  const auto activity = parse_number<std::int64_t>((*row)[3]);
  const auto attached = parse_number<std::uint32_t>((*row)[4]);
  if (!id || !windows || !created || !activity || !attached) return std::nullopt;
  return Session{*id, *windows, *created, *activity, *attached, std::string((*row)[5])};
}

Result<std::vector<Session>> parse_sessions(std::string_view text) {
  std::vector<Session> sessions;
  for (const auto line : split_lines(text)) {
    if (auto session = parse_session(line)) {
      sessions.push_back(std::move(*session));
    } else if (!sessions.empty()) {  // tmux 3.1 stores a line break in a name as it is
      sessions.back().name.append("\n").append(line);
    } else {
      return unexpected_answer("list-sessions");
    }
  }
  return sessions;
}

}  // namespace

void list_sessions(const Chain& chain, UniqueFunction<void(Result<std::vector<Session>>)> done) {
  Command command("list-sessions");
  command.flag("-F").arg(row_format({"session_id", "session_windows", "session_created", "session_activity",
                                     "session_attached", "session_name"}));
  chain->run(std::move(command), [done = std::move(done)](Result<std::string> text) mutable {
    if (text) return done(parse_sessions(*text));
    if (text.error().code == Errc::no_server) return done(std::vector<Session>{});
    done(text.error());
  });
}

void find_session(const Chain& chain, std::string name,
                  UniqueFunction<void(Result<std::optional<Session>>)> done) {
  list_sessions(
      chain, [name = std::move(name), done = std::move(done)](Result<std::vector<Session>> list) mutable {
        if (!list) return done(list.error());
        const auto found =
            std::find_if(list->begin(), list->end(), [&](const Session& s) { return s.name == name; });
        done(found == list->end() ? std::nullopt : std::optional(std::move(*found)));
      });
}

void require_session(const Chain& chain, std::string name, UniqueFunction<void(Result<Session>)> done) {
  auto answer = [name, done = std::move(done)](Result<std::optional<Session>> found) mutable {
    if (!found) return done(found.error());
    if (!*found) return done(no_such_session(name));
    done(std::move(**found));
  };
  find_session(chain, std::move(name), std::move(answer));
}

Error no_such_session(const std::string& name) {
  return {Errc::not_found, "session \"" + name + "\" does not exist"};
}

void kill_session(const Chain& chain, SessionId id, UniqueFunction<void(Status)> done) {
  Command command("kill-session");
  command.flag("-t").arg(id.text());
  chain->run(std::move(command), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) return done(text.error());
    done(Ok{});
  });
}

}  // namespace smcp::tmux
