#include "tools/policy/survey.hpp"

#include <algorithm>
#include <utility>

namespace smcp::tools {

Survey::Survey(std::vector<tmux::HeldPane> panes, const Policy& policy) : panes_(std::move(panes)) {
  // Each window with each session that holds it. Sorted, since every call waits for it: to compare each of 50 sessions
  // with each, and all their names with the patterns, takes nine times as long.
  std::vector<std::pair<tmux::WindowId, std::size_t>> held;
  held.reserve(panes_.size());
  for (const tmux::HeldPane& pane : panes_) held.emplace_back(pane.window, session_of(pane));
  std::sort(held.begin(), held.end());
  held.erase(std::unique(held.begin(), held.end()), held.end());
  for (auto from = held.begin(); from != held.end();) {
    const auto other = [from](const auto& one) { return one.first != from->first; };
    const auto to = std::find_if(from, held.end(), other);
    for (auto one = from; one != to; ++one) {
      for (auto with = from; with != to; ++with) {
        if (with != one) sessions_[one->second].share_with(sessions_[with->second], policy);
      }
    }
    from = to;
  }
}

std::size_t Survey::session_of(const tmux::HeldPane& pane) {
  // tmux names them session after session.
  const auto found = std::find_if(sessions_.rbegin(), sessions_.rend(),
                                  [&pane](const Seen& session) { return session.id == pane.session; });
  if (found != sessions_.rend()) return static_cast<std::size_t>(sessions_.rend() - found) - 1;
  sessions_.push_back({pane.server, pane.session, pane.session_name, pane.ours});
  return sessions_.size() - 1;
}

std::optional<SurveyedSession> Survey::find(std::string_view name) const {
  const auto found = std::find_if(sessions_.begin(), sessions_.end(),
                                  [name](const Seen& session) { return session.name == name; });
  if (found == sessions_.end()) return std::nullopt;
  return SurveyedSession{found->server, found->id, found->facts()};
}

std::vector<SessionFacts> Survey::holders_of(tmux::PaneId pane) const {
  std::vector<SessionFacts> holders;
  for (const tmux::HeldPane& held : panes_) {
    if (held.id() != pane) continue;
    const auto holder = std::find_if(sessions_.begin(), sessions_.end(),
                                     [&held](const Seen& session) { return session.id == held.session; });
    holders.push_back(holder->facts());
  }
  return holders;
}

std::vector<std::string> Survey::withheld(const Policy& policy) const {
  std::vector<std::string> names;
  for (const Seen& session : sessions_) {
    if (session.shares_hidden && policy.sees(session.name)) names.push_back(session.name);
  }
  return names;
}

Task<Result<std::shared_ptr<const Survey>>> survey_sessions(tmux::Chain chain, const Policy& policy) {
  auto looking = tmux::list_held_panes(std::move(chain));
  auto panes = co_await looking;
  if (!panes) co_return panes.error();
  co_return std::make_shared<const Survey>(std::move(*panes), policy);
}

}  // namespace smcp::tools
