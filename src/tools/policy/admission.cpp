#include "tools/policy/admission.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tmux/find/held_panes.hpp"
#include "tmux/jobs/job.hpp"
#include "tools/handlers.hpp"
#include "tools/policy/survey.hpp"

namespace smcp::tools {
namespace {

/// The sessions that the arguments name.
std::vector<std::string> named_in(const Arguments& arguments) {
  if (arguments.has("name")) return {arguments.text("name")};
  return arguments.texts("names");
}

/// A session that does not exist yet may be made under this name; "" if the call gives no session a name.
std::string new_name_in(const Tool& tool, const Arguments& arguments) {
  if (tool.handler == new_session || arguments.boolean("create")) return arguments.text("name");
  if (tool.handler == rename && !arguments.has("window")) return arguments.text("to");
  return "";
}

/// What a tool does to the session that it is called for. A new session does nothing to the one that has its name
/// already: that is another refusal.
Effect effect_on_named(const Tool& tool) {
  return tool.handler == new_session ? Effect::reads : tool.effect;
}

Status judge(const Policy& policy, const Survey& survey, const Tool& tool, const Arguments& arguments) {
  for (const std::string& name : named_in(arguments)) {
    // One that is not there is judged by its name: for the handler it does not exist.
    const SessionFacts session = survey.find(name).value_or(SessionFacts{.name = name, .ours = true});
    if (Status allowed = policy.judge(effect_on_named(tool), session); !allowed) return allowed;
  }
  // A job is followed wherever its pane is by now.
  if (const auto job = tmux::JobId::parse(arguments.text("job"))) {
    for (const SessionFacts& holder : survey.holders_of(job->pane)) {
      if (policy.sees(holder.name)) {
        if (Status allowed = policy.judge(tool.effect, holder); !allowed) return allowed;
      } else {
        return Error{Errc::refused,
                     "job " + job->text() + " is in a session that this server must leave alone (" +
                         std::string(policy.hidden_by(holder.name)) + "): nothing of it was read"};
      }
    }
  }
  return Ok{};
}

}  // namespace

bool needs_admission(const Call& call) {
  return call.server.policy.limits_sessions();
}

Task<Status> admit(CallPtr call, const Tool& tool) {
  const Policy& policy = call->server.policy;
  if (const std::string name = new_name_in(tool, call->arguments); !name.empty()) {
    if (Status fits = policy.judge_new_name(name); !fits) co_return fits;
  }
  auto looking = tmux::list_held_panes(call->chain);
  auto panes = co_await looking;
  if (!panes) co_return panes.error();
  const Survey survey(std::move(*panes), policy);
  call->withheld = survey.withheld(policy);
  call->sessions_found = survey.found(named_in(call->arguments));
  // Whether there is a session may be asked about any name: the answer is that of one that does not exist.
  if (tool.handler == has_session) co_return Ok{};
  co_return judge(policy, survey, tool, call->arguments);
}

}  // namespace smcp::tools
