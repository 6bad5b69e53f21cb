#include "tools/confirm/asked_target.hpp"

#include <algorithm>
#include <utility>

#include "base/called_back.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"

namespace smcp::tools {
namespace {

std::vector<std::string> names_in(const Arguments& arguments) {
  std::vector<std::string> names;
  if (arguments.has("name")) names.push_back(arguments.text("name"));
  for (const auto& name : arguments.texts("names")) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

/// Whether the call makes the session that it names if there is none.
bool may_make(const Arguments& arguments, const Tool& tool) {
  return tool.name == "new_session" || arguments.boolean("create");
}

/// Whether the call acts on one pane of its session, named or the active one.
bool acts_on_pane(const Arguments& arguments, const Tool& tool) {
  return tool.name == "send_keys" || tool.name == "run_command" || tool.name == "kill_pane" ||
         (tool.name == "new_window" && arguments.has("split")) ||
         (tool.name == "rename" && arguments.has("window"));
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

bool AskedTarget::foreign() const {
  return std::any_of(sessions.begin(), sessions.end(),
                     [](const AskedSession& session) { return session.found && !session.found->ours; });
}

bool AskedTarget::nothing_there() const {
  return std::none_of(sessions.begin(), sessions.end(),
                      [](const AskedSession& session) { return session.found.has_value(); });
}

std::vector<FoundSession> AskedTarget::sessions_found() const {
  std::vector<FoundSession> all;
  for (const auto& [name, found] : sessions) {
    if (found) all.push_back({name, found->server, found->id});
  }
  return all;
}

std::string AskedTarget::text() const {
  std::string text;
  for (const auto& [name, found] : sessions) {
    text.append(std::to_string(name.size())).append(":").append(name);
    if (found) {
      text.append(" ").append(std::to_string(found->server.pid));
      text.append(" ").append(std::to_string(found->server.start_time));
      text.append(" ").append(found->id.text()).append(found->ours ? " ours" : " foreign");
    }
    text.append("\n");
  }
  if (pane) text.append(pane->id.text());
  return text;
}

Task<Result<AskedTarget>> find_asked_target(CallPtr call, const Tool& tool) {
  auto owners = co_await called_back<Result<std::vector<tmux::OwnedSession>>>(
      [&call](UniqueFunction<void(Result<std::vector<tmux::OwnedSession>>)> done) {
        tmux::list_session_owners(call->chain, std::move(done));
      });
  if (!owners) co_return owners.error();
  AskedTarget target;
  for (auto& name : names_in(call->arguments)) {
    const auto found = std::find_if(owners->begin(), owners->end(),
                                    [&](const tmux::OwnedSession& one) { return one.name == name; });
    auto& session = target.sessions.emplace_back(AskedSession{std::move(name), std::nullopt});
    if (found != owners->end()) session.found = *found;
  }
  const bool makes = may_make(call->arguments, tool);
  if (target.nothing_there()) {
    if (makes || target.sessions.empty()) co_return std::move(target);
    co_return tmux::no_such_session(target.sessions.front().name);
  }
  if (!acts_on_pane(call->arguments, tool)) co_return std::move(target);
  auto with_pane = find_pane_of(call, std::move(target));
  co_return co_await with_pane;
}

}  // namespace smcp::tools
