// When a call may act or read, and how one that takes several steps is answered.
#pragma once

#include <string>

#include "base/task.hpp"
#include "tools/call.hpp"

namespace smcp::tools {

/// Calls `go` when it is this call's turn to change its session, at once if it has it already; fails it if the time is up
/// by then.
void in_turn(const CallPtr& call, UniqueFunction<void()> go);

/// The same for a call on several sessions, each of which has a turn of its own: `go` gets the pass, and should
/// not hold it while waiting for another one. Nothing is called once `chain`, with which it will ask, is
/// cancelled.
void in_turn_of(const CallPtr& call, const tmux::Chain& chain, const std::string& session,
                UniqueFunction<void(Result<Gate::Pass>)> go);

/// Calls `go` when this call has a place among the captures, which it keeps to its end (server.hpp). It must not be
/// in turn meanwhile: two calls that hold what the other one waits for would never end.
void in_captures(const CallPtr& call, UniqueFunction<void()> go);

/// Runs a flow, and answers the call with what it gives.
void answer_with(const CallPtr& call, Task<Result<transport::ToolResult>> flow);

}  // namespace smcp::tools
