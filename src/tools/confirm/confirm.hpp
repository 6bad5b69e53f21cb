// Asking the person before a call, if --confirm says so.
#pragma once

#include "base/unique_function.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// The last step before a handler. Calls `go` when the call may go on: at once if nobody needs to be asked, otherwise
/// when a person has accepted and what is to be changed is still the same. If not, it answers the call itself, and
/// nothing is done.
void confirm(Toolbox& tools, const Tool& tool, const CallPtr& call, UniqueFunction<void()> go);

/// To be called when it is the call's turn: it may have waited for that, and what it is about may have changed. Calls `go`
/// if confirm() has let it pass for just this; fails it otherwise.
void if_still_agreed(const Tool& tool, const CallPtr& call, UniqueFunction<void()> go);

}  // namespace smcp::tools
