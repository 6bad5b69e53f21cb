#include "tools/call_turns.hpp"

#include <cassert>
#include <utility>

namespace smcp::tools {

void in_turn_of(const CallPtr& call, const tmux::Chain& chain, const std::string& session,
                UniqueFunction<void(Result<Gate::Pass>)> go) {
  call->server.writes.enter(
      session, [chain, session, &server = call->server, go = std::move(go)](Gate::Pass pass) mutable {
        if (chain->cancelled()) return;
        if (!chain->expired()) return go(std::move(pass));
        go(Error{Errc::timed_out,
                 "an earlier call on session \"" + server.shown(session) +
                     "\" has not ended in time, so this one did not begin; nothing was done. Try again."});
      });
}

void in_turn(const CallPtr& call, UniqueFunction<void()> go) {
  if (call->pass) return go();  // the policy has judged it in its turn
  in_turn_of(call, call->chain, call->name(), [call, go = std::move(go)](Result<Gate::Pass> pass) mutable {
    if (!pass) return call->fail(pass.error());
    call->pass.emplace(std::move(*pass));
    go();
  });
}

void in_captures(const CallPtr& call, UniqueFunction<void()> go) {
  assert(!call->pass);
  auto enter = [call, go = std::move(go)](Gate::Pass pass) mutable {
    call->pass.emplace(std::move(pass));
    go();
  };
  in_captures(call->server, call->chain, Gate::WhileHeld::wait, std::move(enter));
}

void answer_with(const CallPtr& call, Task<Result<transport::ToolResult>> flow) {
  start(std::move(flow), [call](Result<transport::ToolResult> result) {
    if (!result) return call->fail(result.error());
    call->reply.answer(std::move(*result));
  });
}

}  // namespace smcp::tools
