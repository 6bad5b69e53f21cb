#include "tools/policy/admission.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tmux/jobs/job.hpp"
#include "tools/call_target.hpp"
#include "tools/handlers.hpp"

namespace smcp::tools {
namespace {

/// A session that does not exist yet may get this name; "" if the call gives no session a name.
std::string new_name_in(const Tool& tool, const Arguments& arguments) {
  if (may_make_session(tool, arguments)) return arguments.text("name");
  if (tool.handler == rename && !arguments.has("window")) return arguments.text("to");
  return "";
}

Status judge(const Server& server, const Survey& survey, const Tool& tool, const Arguments& arguments) {
  const Policy& policy = server.policy;
  for (const std::string& name : named_sessions(arguments)) {
    // One that is not there is judged by its name: for the handler it does not exist.
    const auto found = survey.find(name);
    const SessionFacts facts = found ? found->facts : SessionFacts{.name = name, .ours = true};
    if (Status allowed = policy.judge(effect_on_existing(tool), facts); !allowed) return allowed;
  }
  // A job is followed wherever its pane is by now.
  if (const auto job = tmux::JobId::parse(arguments.text("job"))) {
    for (const SessionFacts& holder : survey.holders_of(job->pane)) {
      if (policy.sees(holder.name)) {
        if (Status allowed = policy.judge(tool.effect, holder); !allowed) return allowed;
      } else {
        return Error{Errc::refused, "job " + server.shown(job->text()) +
                                        " is in a session that this server must leave alone (" +
                                        std::string(policy.hidden_by(holder.name)) +
                                        "): nothing of it was read"};
      }
    }
  }
  return Ok{};
}

/// What the handlers are told of it.
void tell(Call& call, const Survey& survey) {
  call.withheld = survey.withheld(call.server.policy);
  auto& all = call.sessions_found.emplace();
  for (std::string& name : named_sessions(call.arguments)) {
    const auto found = survey.find(name);
    if (!found) continue;
    call.chain->pinned().pin(name, found->id);
    all.push_back({std::move(name), found->server, found->id});
  }
}

/// The same as admit(), but for the note that it is a refusal.
Task<Result<SurveyPtr>> look_and_judge(CallPtr call, const Tool& tool) {
  const Policy& policy = call->server.policy;
  if (const std::string name = new_name_in(tool, call->arguments); !name.empty()) {
    if (const Status fits = policy.judge_new_name(name); !fits) co_return fits.error();
  }
  auto looking = survey_sessions(call->chain, policy);
  auto survey = co_await looking;
  if (!survey) co_return survey.error();
  tell(*call, **survey);
  // Whether there is a session may be asked about any name: the answer is that of one that does not exist.
  if (tool.handler == has_session) co_return std::move(*survey);
  const Status allowed = judge(call->server, **survey, tool, call->arguments);
  if (!allowed) co_return allowed.error();
  co_return std::move(*survey);
}

}  // namespace

Task<Result<SurveyPtr>> admit(CallPtr call, const Tool& tool) {
  auto judging = look_and_judge(call, tool);
  auto survey = co_await judging;
  if (!survey && (survey.error().code == Errc::refused || survey.error().code == Errc::not_found))
    call->is_refused();
  co_return std::move(survey);
}

}  // namespace smcp::tools
