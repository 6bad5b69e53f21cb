#include "tools/guarded_call.hpp"

#include "base/called_back.hpp"
#include "tools/confirm/confirm.hpp"
#include "tools/policy/admission.hpp"

namespace smcp::tools {
namespace {

/// Until it is the call's turn to change its session, which it keeps. So calls take effect in the order in which they
/// came, and none by what was allowed before the one ahead of it. A call on several has a turn for each in its handler.
Task<Ok> await_turn(CallPtr call) {
  co_return co_await called_back<Ok>(
      [&call](UniqueFunction<void(Ok)> go) { in_turn(call, [go = std::move(go)]() mutable { go(Ok{}); }); });
}

/// What could have changed since it was looked at: whether the call may still act, on what it was allowed to.
Task<Status> check_now(const Tool& tool, CallPtr call) {
  if (call->agreed) {
    auto checking = check_agreed(tool, call);
    co_return co_await checking;
  }
  if (!call->server.policy.limits_sessions()) co_return Ok{};
  auto admission = admit(call, tool);
  const auto admitted = co_await admission;
  co_return admitted ? Status(Ok{}) : Status(admitted.error());
}

/// Whether the handler is to run; if not, the call has been answered.
Task<Result<bool>> pass_guards(Toolbox& tools, const Tool& tool, CallPtr call) {
  // Before its turn: no turn is kept from others while a person thinks.
  if (may_ask(tools.confirmation.asked, tool.effect)) {
    auto asking = confirm(tools, tool, call);
    const auto goes_on = co_await asking;
    if (!goes_on || !*goes_on) co_return goes_on;
  }
  if (tool.effect != Effect::reads && !call->name().empty()) {
    auto turn = await_turn(call);
    co_await turn;
  }
  auto checking = check_now(tool, call);
  const Status allowed = co_await checking;
  if (!allowed) co_return allowed.error();
  if (!call->audited) co_return true;
  // Last: what has been prepared long before it acts may no longer stand.
  const Status recorded = call->audited->begin();
  if (!recorded) co_return recorded.error();
  co_return true;
}

bool is_guarded(const Toolbox& tools, const Tool& tool, const Call& call) {
  const bool recorded_first = call.audited && tool.effect != Effect::reads;
  return recorded_first || call.server.policy.limits_sessions() ||
         may_ask(tools.confirmation.asked, tool.effect);
}

}  // namespace

void run_guarded(Toolbox& tools, const Tool& tool, const CallPtr& call) {
  if (!is_guarded(tools, tool, *call)) return tool.handler(tools, call);
  start(pass_guards(tools, tool, call), [&tools, &tool, call](const Result<bool>& passes) {
    if (!passes) return call->fail(passes.error());
    if (*passes) tool.handler(tools, call);
  });
}

}  // namespace smcp::tools
