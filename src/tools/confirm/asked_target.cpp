#include "tools/confirm/asked_target.hpp"

#include <algorithm>
#include <utility>

#include "base/called_back.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"
#include "tools/call_target.hpp"

namespace smcp::tools {
namespace {

/// Whether the call acts on one pane of its session, named or the active one: its arguments say so, whichever tool it is.
bool acts_on_pane(const Arguments& arguments) {
  if (arguments.declares("pane")) return !arguments.declares("split") || arguments.has("split");
  return arguments.declares("window") && arguments.has("window");
}

Task<Result<AskedTarget>> find_pane_of(CallPtr call, AskedTarget target) {
  const std::string selector = call->arguments.text(call->arguments.declares("pane") ? "pane" : "window");
  auto found = co_await called_back<Result<tmux::Pane>>(
      [&call, &selector](UniqueFunction<void(Result<tmux::Pane>)> done) {
        tmux::find_pane(call->chain, call->name(), selector, std::move(done));
      });
  if (!found) co_return found.error();
  target.pane = std::move(*found);
  co_return std::move(target);
}

}  // namespace

bool is_ours(const SurveyedSession& session) {
  return session.facts.ours && !session.facts.shares_foreign;
}

bool AskedTarget::foreign() const {
  return std::any_of(sessions.begin(), sessions.end(),
                     [](const AskedSession& session) { return session.found && !is_ours(*session.found); });
}

bool AskedTarget::nothing_there() const {
  return std::none_of(sessions.begin(), sessions.end(),
                      [](const AskedSession& session) { return session.found.has_value(); });
}

std::string AskedTarget::text() const {
  std::string text;
  for (const auto& [name, found] : sessions) {
    text.append(std::to_string(name.size())).append(":").append(name);
    if (found) {
      text.append(" ").append(std::to_string(found->server.pid));
      text.append(" ").append(std::to_string(found->server.start_time));
      text.append(" ").append(found->id.text()).append(is_ours(*found) ? " ours" : " foreign");
    }
    text.append("\n");
  }
  if (pane) text.append(pane->id.text());
  return text;
}

Task<Result<AskedTarget>> find_asked_target(CallPtr call, const Tool& tool) {
  auto admission = admit(call, tool);
  const auto survey = co_await admission;
  if (!survey) co_return survey.error();
  AskedTarget target{.survey = *survey};
  for (auto& name : named_sessions(call->arguments)) {
    auto found = target.survey->find(name);
    target.sessions.push_back({std::move(name), found});
  }
  if (target.nothing_there()) {
    if (may_make_session(tool, call->arguments) || target.sessions.empty()) co_return std::move(target);
    co_return tmux::no_such_session(target.sessions.front().name);
  }
  if (!acts_on_pane(call->arguments)) co_return std::move(target);
  auto with_pane = find_pane_of(call, std::move(target));
  co_return co_await with_pane;
}

}  // namespace smcp::tools
