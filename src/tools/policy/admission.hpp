// The one place where a policy is applied: before a call's handler runs, to the sessions that tmux says it is about.
#pragma once

#include <memory>

#include "base/task.hpp"
#include "tools/policy/survey.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

using SurveyPtr = std::shared_ptr<const Survey>;

/// Looks at the sessions, and judges the call by the policy of its server (Server::policy). Errc::refused or
/// Errc::not_found if it may not be made; then it counts as refused. What is refused of several sessions is refused as a
/// whole: nothing was done. tmux is asked once, for all sessions and the windows that they share, so that neither another
/// name nor a pane, a job or a link is a way around. Afterwards Call::withheld holds what a list must leave out, and
/// Call::sessions_found what the names mean.
[[nodiscard]] Task<Result<SurveyPtr>> admit(CallPtr call, const Tool& tool);

}  // namespace smcp::tools
