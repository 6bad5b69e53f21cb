// wait_for: ends when something happens in one of some sessions, or when the time is up.
#include <memory>
#include <utility>
#include <vector>

#include "tools/pane_text.hpp"
#include "tools/tool.hpp"
#include "tools/waits/job_call.hpp"
#include "tools/waits/wait_call.hpp"

namespace smcp::tools {
namespace {

using std::chrono::seconds;

Status check(const Arguments& arguments) {
  const auto error = [](const char* message) { return Error{Errc::invalid_argument, message}; };
  if (arguments.has("job")) {
    for (const char* other :
         {"names", "all", "pattern", "fail_pattern", "idle_seconds", "finished", "since", "pane"}) {
      if (arguments.has(other))
        return Error{Errc::invalid_argument, "job cannot be combined with " + std::string(other) +
                                                 ", only with name, lines and timeout_seconds"};
    }
    return Ok{};
  }
  if (arguments.has("name") == arguments.has("names"))
    return error("give either name (one session) or names (several), or job");
  if (arguments.has("names") && (arguments.has("since") || arguments.has("pane"))) {
    return error("since and pane belong to one session: use them with name, not with names");
  }
  if (arguments.has("all") && !arguments.has("names")) return error("all goes with names, not with name");
  return Ok{};
}

Result<std::shared_ptr<const Pattern>> pattern_of(const Arguments& arguments, const char* name) {
  if (!arguments.has(name)) return std::shared_ptr<const Pattern>();
  auto compiled = Pattern::compile(arguments.text(name), Pattern::Case::exact);
  if (!compiled) return compiled.error();
  return std::make_shared<const Pattern>(std::move(*compiled));
}

Result<PaneWait::Conditions> conditions_of(const Arguments& arguments) {
  PaneWait::Conditions conditions;
  const auto pattern = pattern_of(arguments, "pattern");
  if (!pattern) return pattern.error();
  const auto fail = pattern_of(arguments, "fail_pattern");
  if (!fail) return fail.error();
  conditions.patterns = {*pattern, *fail};
  if (arguments.has("idle_seconds")) conditions.idle = seconds(arguments.integer("idle_seconds"));
  conditions.finished = arguments.has("finished") ? arguments.boolean("finished")
                                                  : !conditions.patterns.pattern && !conditions.idle;
  // Programs that take keys while they work must not end a wait for what they print.
  conditions.waiting = conditions.patterns.any() ? shell::InputAwaited::surely : shell::InputAwaited::perhaps;
  conditions.lines = static_cast<std::size_t>(arguments.integer("lines"));
  return conditions;
}

Result<WaitRequest> request_of(const Arguments& arguments) {
  const auto conditions = conditions_of(arguments);
  if (!conditions) return conditions.error();
  WaitRequest request;
  request.conditions = *conditions;
  request.timeout = seconds(arguments.integer("timeout_seconds"));
  request.all = arguments.boolean("all");
  WaitFrom from{.selector = arguments.text("pane")};
  if (arguments.has("since")) {
    const auto since = parse_cursor(arguments.text("since"));
    if (!since) return since.error();
    from.since = *since;
    if (!arguments.has("pane")) from.selector = since->pane.text();
  }
  const std::vector<std::string> names =
      arguments.has("names") ? arguments.texts("names") : std::vector{arguments.text("name")};
  for (const std::string& name : names) request.sessions.push_back({name, from});
  return request;
}

Result<FollowedJob> job_of(const Arguments& arguments) {
  const auto id = tmux::JobId::parse(arguments.text("job"));
  if (!id) {
    return Error{Errc::invalid_argument,
                 "job must be the \"job\" that run_command returned, such as %3-k4f9q2"};
  }
  return FollowedJob{.id = *id, .session = arguments.text("name"), .is_known = false, .with_outcome = true};
}

}  // namespace

void wait_for(Toolbox& tools, const CallPtr& call) {
  if (const Status status = check(call->arguments); !status) return call->fail(status.error());
  if (call->arguments.has("job")) {
    auto job = job_of(call->arguments);
    if (!job) return call->fail(job.error());
    return follow_job(tools, call, std::move(*job));
  }
  auto request = request_of(call->arguments);
  if (!request) return call->fail(request.error());
  wait_in_panes(tools, call, std::move(*request));
}

}  // namespace smcp::tools
