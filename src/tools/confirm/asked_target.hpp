// What a call is about to change, as tmux knows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "tmux/find/pane.hpp"
#include "tools/policy/admission.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

struct AskedSession {
  std::string name;                      ///< as the call gives it
  std::optional<SurveyedSession> found;  ///< nothing if there is no such session
};

/// We have made it, and all others that hold one of its windows: what changes the one changes the others.
[[nodiscard]] bool is_ours(const SurveyedSession& session);

struct AskedTarget {
  SurveyPtr survey{};                    ///< to which the facts belong
  std::vector<AskedSession> sessions{};  ///< each name once
  std::optional<tmux::Pane> pane{};      ///< where keys go, or what is killed or split

  /// Whether a session that is there is not ours.
  [[nodiscard]] bool foreign() const;
  [[nodiscard]] bool nothing_there() const;
  /// The same text as long as the same names mean the same sessions of the same server, with the same owners, and the
  /// same pane.
  [[nodiscard]] std::string text() const;
};

/// Looks it up, and judges the call by the policy (admission.hpp). Another error is one that the tool itself would give: no such session (but for a tool that may make it), no
/// such pane.
[[nodiscard]] Task<Result<AskedTarget>> find_asked_target(CallPtr call, const Tool& tool);

}  // namespace smcp::tools
