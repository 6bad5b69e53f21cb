#include "tools/call.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <ctime>
#include <utility>
#include <vector>

#include "tmux/find/sessions.hpp"
#include "tools/install_tmux.hpp"
#include "tools/missing_session.hpp"

namespace smcp::tools {

namespace {

/// Says which sessions there are in place of this one.
void fail_without(const CallPtr& call, const std::string& session) {
  call->chain =
      call->server.new_chain();  // the rest of its time may be too short; cancelled as the old one was
  tmux::list_sessions(call->chain, [call, session](const auto& sessions) {
    std::string message = tmux::no_such_session(session).message;
    if (sessions) {
      std::vector<std::string_view> names;
      for (const tmux::Session& each : *sessions)
        if (call->lists(each.name)) names.push_back(each.name);
      message = missing_session(session, names, call->arguments.declares("create") ? kCreateIt : kStartOne);
    }
    call->reply.answer(transport::ToolResult::error(std::move(message)));
  });
}

}  // namespace

Status Call::may_show(std::string_view session) const {
  if (std::find(withheld.begin(), withheld.end(), session) == withheld.end()) return Ok{};
  return server.policy.judge(Effect::reads, {.name = session, .shares_hidden = true});
}

void Call::fail(const Error& error) {
  if (const auto missing = missing_in(arguments, error)) return fail_without(shared_from_this(), *missing);
  const bool no_tmux = error.code == Errc::not_installed;
  reply.answer(transport::ToolResult::error(no_tmux ? no_tmux_here() : error.message));
}

void in_turn_of(const CallPtr& call, const tmux::Chain& chain, const std::string& session,
                UniqueFunction<void(Result<Gate::Pass>)> go) {
  call->server.writes.enter(session, [chain, session, go = std::move(go)](Gate::Pass pass) mutable {
    if (chain->cancelled()) return;
    if (!chain->expired()) return go(std::move(pass));
    go(Error{Errc::timed_out,
             "an earlier call on session \"" + session +
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

std::string iso_8601(std::int64_t seconds) {
  const std::time_t time = seconds;
  std::tm utc{};
  std::array<char, 32> text{};
  if (::gmtime_r(&time, &utc) == nullptr) return {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace smcp::tools
