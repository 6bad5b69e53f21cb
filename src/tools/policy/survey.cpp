#include "tools/policy/survey.hpp"

#include <algorithm>
#include <utility>

namespace smcp::tools {

Survey::Survey(std::vector<tmux::HeldPane> panes, const Policy& policy) : panes_(std::move(panes)) {
  for (const tmux::HeldPane& pane : panes_) {
    auto& windows = session_of(pane, policy).windows;
    if (std::find(windows.begin(), windows.end(), pane.window) == windows.end())
      windows.push_back(pane.window);
  }
  for (Seen& session : sessions_) {
    for (const Seen& other : sessions_) {
      const auto shared = [&other](const tmux::WindowId& window) {
        return std::find(other.windows.begin(), other.windows.end(), window) != other.windows.end();
      };
      if (&other == &session || std::none_of(session.windows.begin(), session.windows.end(), shared))
        continue;
      session.shares_hidden = session.shares_hidden || other.hidden;
      session.shares_foreign = session.shares_foreign || !other.ours;
    }
  }
}

Survey::Seen& Survey::session_of(const tmux::HeldPane& pane, const Policy& policy) {
  const auto found = std::find_if(sessions_.begin(), sessions_.end(),
                                  [&pane](const Seen& session) { return session.id == pane.session; });
  if (found != sessions_.end()) return *found;
  sessions_.push_back({pane.session, pane.session_name, pane.ours, !policy.sees(pane.session_name)});
  return sessions_.back();
}

std::optional<SessionFacts> Survey::find(std::string_view name) const {
  const auto found = std::find_if(sessions_.begin(), sessions_.end(),
                                  [name](const Seen& session) { return session.name == name; });
  return found == sessions_.end() ? std::nullopt : std::optional(found->facts());
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
    if (!session.hidden && !policy.judge(Effect::reads, session.facts())) names.push_back(session.name);
  }
  return names;
}

}  // namespace smcp::tools
