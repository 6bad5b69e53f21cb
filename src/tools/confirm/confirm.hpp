// Asking the person before a call, if --confirm says so.
#pragma once

#include "base/task.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// For a call that may_ask(). Gives true when it may go on: because nobody needs to be asked, or when a person has accepted
/// and what is to be changed is still the same; Call::agreed is that. False if the call has been answered: with the
/// question, or with a fault that is not the call's (ToolResult::Fault). An error if nothing may be done, be it by the
/// policy (admission.hpp).
[[nodiscard]] Task<Result<bool>> confirm(Toolbox& tools, const Tool& tool, CallPtr call);

/// To be called when it is the turn of a call with Call::agreed: it may have waited for that. An error if what it is about
/// is not that any more, or the policy does not let it pass any longer.
[[nodiscard]] Task<Status> check_agreed(const Tool& tool, CallPtr call);

}  // namespace smcp::tools
