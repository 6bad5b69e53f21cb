#include "tmux/panes.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "tmux/exact_target.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

std::optional<Pane> parse_pane(std::string_view text, const std::string& session) {
  if (!text.ends_with('\n')) return std::nullopt;
  const auto row = split_row(text.substr(0, text.size() - 1), 5);
  if (!row || (*row)[4] != session) return std::nullopt;
  const auto session_id = SessionId::parse((*row)[0]);
  const auto pane_id = PaneId::parse((*row)[1]);
  if (!session_id || !pane_id) return std::nullopt;
  return Pane{*session_id, *pane_id, std::string((*row)[3]), (*row)[2] == "1"};
}

}  // namespace

void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done) {
  auto answer = std::make_shared<decltype(done)>(std::move(done));
  auto attempt = [chain, session, answer](const std::string& target, UniqueFunction<void(Attempt)> outcome) {
    Command command("display-message");
    command.flag("-p")
        .flag("-t")
        .arg(target + ":")
        .arg(row_format({"session_id", "pane_id", "pane_dead", "pane_mode", "session_name"}));
    chain->run(std::move(command),
               [session, answer, outcome = std::move(outcome)](Result<std::string> text) mutable {
                 if (!text) {
                   if (text.error().code == Errc::not_found) return outcome(Attempt::wrong_target);
                   if (text.error().code == Errc::no_server) return (*answer)(no_such_session(session));
                   return (*answer)(text.error());
                 }
                 // display-message says nothing of a target that is not there: it prints blanks.
                 auto pane = parse_pane(*text, session);
                 if (!pane) return outcome(Attempt::wrong_target);
                 (*answer)(std::move(*pane));
               });
  };
  with_exact_target(chain, session, std::move(attempt),
                    [answer](Error error) { (*answer)(std::move(error)); });
}

}  // namespace smcp::tmux
