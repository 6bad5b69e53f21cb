#include "tools/tool.hpp"

#include <array>
#include <cassert>
#include <ctime>

namespace smcp::tools {

void Call::fail(const Error& error) {
  const bool missing = error.code == Errc::not_installed;
  reply.answer(transport::ToolResult::error(missing ? std::string(kNotInstalled) : error.message));
}

void in_turn(const CallPtr& call, UniqueFunction<void()> go) {
  call->server.writes.enter(call->name(), [call, go = std::move(go)](Gate::Pass pass) mutable {
    if (call->chain->cancelled()) return;
    if (call->chain->expired()) {
      return call->fail(
          {Errc::timed_out,
           "an earlier call on session \"" + call->name() +
               "\" has not ended in time, so this one did not begin; nothing was done. Try again."});
    }
    call->pass.emplace(std::move(pass));
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

std::string iso_8601(std::int64_t seconds) {
  const std::time_t time = seconds;
  std::tm utc{};
  std::array<char, 32> text{};
  if (::gmtime_r(&time, &utc) == nullptr) return {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace smcp::tools
