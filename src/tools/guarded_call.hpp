// The way of a call to its handler: what may keep it from acting stands here, one after the other, and in no handler.
#pragma once

#include "tools/tool.hpp"

namespace smcp::tools {

/// Lets a call whose arguments are right pass to its handler, or answers it: the policy (policy/admission.hpp), the person
/// (confirm/confirm.hpp), the record (audit/audited_call.hpp). Where none of them is wanted, the handler runs at once.
void run_guarded(Toolbox& tools, const Tool& tool, const CallPtr& call);

}  // namespace smcp::tools
