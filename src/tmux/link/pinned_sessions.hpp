// Which session a name means to one call: whoever gets that name while the call runs is another one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmux/link/ids.hpp"

namespace smcp::tmux {

class PinnedSessions {
 public:
  void pin(std::string name, SessionId id) {
    for (auto& [known, session] : all_) {
      if (known == name) {
        session = id;
        return;
      }
    }
    all_.emplace_back(std::move(name), id);
  }
  /// Nothing for a name that has not been pinned.
  [[nodiscard]] std::optional<SessionId> find(std::string_view name) const {
    for (const auto& [known, session] : all_) {
      if (known == name) return session;
    }
    return std::nullopt;
  }
  /// Whether a session that has this name now is the one that the call means.
  [[nodiscard]] bool may_be(std::string_view name, SessionId id) const {
    const auto pinned = find(name);
    return !pinned || *pinned == id;
  }

 private:
  std::vector<std::pair<std::string, SessionId>> all_;  ///< as many as a call names
};

}  // namespace smcp::tmux
