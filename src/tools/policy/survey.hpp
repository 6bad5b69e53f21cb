// All sessions of a server as a policy looks at them: who made them, and who shares windows with whom.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/find/held_panes.hpp"
#include "tools/call.hpp"
#include "tools/policy/policy.hpp"

namespace smcp::tools {

class Survey {
 public:
  Survey(std::vector<tmux::HeldPane> panes, const Policy& policy);

  /// The session of exactly this name; nothing if there is none. Its name is that of this survey, or of `name`.
  [[nodiscard]] std::optional<SessionFacts> find(std::string_view name) const;
  /// Those of these names that are there.
  [[nodiscard]] std::vector<FoundSession> found(const std::vector<std::string>& names) const;
  /// Each session that holds this pane.
  [[nodiscard]] std::vector<SessionFacts> holders_of(tmux::PaneId pane) const;
  /// The names of those that may be known of, and not be read.
  [[nodiscard]] std::vector<std::string> withheld(const Policy& policy) const;

 private:
  struct Seen {
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

}  // namespace smcp::tools
