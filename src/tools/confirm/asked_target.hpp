// What a call is about to change, as tmux knows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/find/session_owners.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

struct AskedSession {
  std::string name;                         ///< as the call gives it
  std::optional<tmux::OwnedSession> found;  ///< nothing if there is no such session
};

struct AskedTarget {
  std::vector<AskedSession> sessions{};  ///< each name once
  std::optional<tmux::Pane> pane{};      ///< where keys go, or what is killed or split

  /// Whether a session that is there is not ours.
  [[nodiscard]] bool foreign() const;
  [[nodiscard]] bool nothing_there() const;
  /// Those that are there, for Call::sessions_found.
  [[nodiscard]] std::vector<FoundSession> sessions_found() const;
  /// The same text as long as the same names mean the same sessions of the same server, with the same owners, and the
  /// same pane.
  [[nodiscard]] std::string text() const;
};

/// Looks it up. An error is one that the tool itself would give: no such session (but for a tool that may make it), no
/// such pane.
[[nodiscard]] Task<Result<AskedTarget>> find_asked_target(CallPtr call, const Tool& tool);

}  // namespace smcp::tools
