// All sessions of a server as a policy looks at them: who made them, and who shares windows with whom.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "tmux/find/held_panes.hpp"
#include "tools/policy/policy.hpp"

namespace smcp::tools {

struct SurveyedSession {
  tmux::ServerId server;
  tmux::SessionId id;
  SessionFacts facts;
};

class Survey {
 public:
  Survey(std::vector<tmux::HeldPane> panes, const Policy& policy);

  /// The session of exactly this name; nothing if there is none. Its facts have the name of this survey.
  [[nodiscard]] std::optional<SurveyedSession> find(std::string_view name) const;
  /// Each session that holds this pane.
  [[nodiscard]] std::vector<SessionFacts> holders_of(tmux::PaneId pane) const;
  /// The names of those that may be known of, and not be read.
  [[nodiscard]] std::vector<std::string> withheld(const Policy& policy) const;

 private:
  struct Seen {
    tmux::ServerId server;
    tmux::SessionId id;
    std::string name;
    bool ours = false;
    bool shares_hidden = false;
    bool shares_foreign = false;

    void share_with(const Seen& other, const Policy& policy) {
      shares_hidden = shares_hidden || !policy.sees(other.name);
      shares_foreign = shares_foreign || !other.ours;
    }
    [[nodiscard]] SessionFacts facts() const { return {name, ours, shares_hidden, shares_foreign}; }
  };
  /// Its place in sessions_, in which it is from now on.
  [[nodiscard]] std::size_t session_of(const tmux::HeldPane& pane);

  std::vector<tmux::HeldPane> panes_;
  std::vector<Seen> sessions_;
};

/// What tmux says of all sessions, for a call under a policy.
[[nodiscard]] Task<Result<std::shared_ptr<const Survey>>> survey_sessions(tmux::Chain chain,
                                                                          const Policy& policy);

}  // namespace smcp::tools
