// run_command: a command in a session's own shell, its output and its exit status.
#include <utility>

#include "json/writer.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/jobs/job_start.hpp"
#include "tools/pane_check.hpp"
#include "tools/tool.hpp"
#include "tools/waits/far_watch.hpp"
#include "tools/waits/job_call.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kModeAdvice =
    ". Nothing was run. Try again when the person has left that mode (q).";
constexpr std::string_view kOwnAdvice =
    ": its shell is busy with this conversation. Nothing was run. Use another pane, or new_session.";
constexpr std::string_view kSynchronisedAdvice =
    ". Nothing was run. Use another session, ask for the option to be turned off, or let all of them run it "
    "with send_keys.";

std::string running_json(const Call& call, const tmux::StartedJob& job) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", call.name()).field("job", job.id.text()).field("running", true);
  writer.field("pane", job.id.pane.text()).field("cursor", job.before.text()).end_object();
  return json;
}

void started(Toolbox& tools, const CallPtr& call, uv::TimePoint began, const tmux::StartedJob& job) {
  if (job.far) watch_far_job(tools, call->server, job.id);
  call->pass.reset();  // while it runs, keys may be sent to it
  if (!call->arguments.boolean("wait")) {
    return call->reply.answer(transport::ToolResult::note(running_json(*call, job)));
  }
  follow_job(tools, call, {.id = job.id, .session = call->name(), .before = job.before, .began = began});
}

void start(Toolbox& tools, const CallPtr& call, const tmux::Pane& pane) {
  if (const Status other = check_is_not_own(call->server.own_pane, pane, kOwnAdvice); !other)
    return call->fail(other.error());
  if (const Status ready = check_takes_keys(pane, call->name(), false, kModeAdvice); !ready)
    return call->fail(ready.error());
  if (const Status alone = check_keys_are_its_own(pane, call->name(), kSynchronisedAdvice); !alone)
    return call->fail(alone.error());
  const auto began = uv::Clock::now();
  tmux::JobRequest request{
      .pane = pane,
      .command = call->arguments.text("command"),
      .prompt_by = began + std::chrono::seconds(call->arguments.integer("timeout_seconds")),
      .history = call->arguments.boolean("history"),
      .nested = call->arguments.boolean("nested")};
  tmux::start_job(call->server.loop, call->chain, std::move(request),
                  [&tools, call, began](const Result<tmux::StartedJob>& job) {
                    if (!job) return call->fail(job.error());
                    started(tools, call, began, *job);
                  });
}

Status check_command(const std::string& command) {
  if (command.find_first_not_of(" \t\n") == std::string::npos)
    return Error{Errc::invalid_argument, "command is empty"};
  return tmux::check_typable(command);
}

}  // namespace

void run_command(Toolbox& tools, const CallPtr& call) {
  if (const Status status = check_command(call->arguments.text("command")); !status)
    return call->fail(status.error());
  in_turn(call, [&tools, call] {
    tmux::find_pane(call->chain, call->name(), call->arguments.text("pane"),
                    [&tools, call](const Result<tmux::Pane>& pane) {
                      if (!pane) return call->fail(pane.error());
                      start(tools, call, *pane);
                    });
  });
}

}  // namespace smcp::tools
