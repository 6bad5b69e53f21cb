// The one place where a policy is applied: before a call's handler runs, to the sessions that tmux says it is about.
#pragma once

#include "base/task.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// Whether sessions have to be looked up before this call may begin: only if a rule is about sessions.
[[nodiscard]] bool needs_admission(const Call& call);

/// Errc::refused or Errc::not_found if the policy of the call's server (Server::policy) does not let this call be
/// made. What is refused of several sessions is refused as a whole: nothing was done. tmux is asked once, for all
/// sessions and the windows that they share, so that neither another name nor a pane, a job or a link is a way around.
/// Afterwards Call::withheld holds what a list must leave out.
[[nodiscard]] Task<Status> admit(CallPtr call, const Tool& tool);

}  // namespace smcp::tools
