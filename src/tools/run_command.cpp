// run_command: a command in a session's own shell, its output and its exit status.
#include <string>
#include <utility>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "json/writer.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/act/unfinished_session.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/jobs/job_start.hpp"
#include "tools/confirm/hidden_keys.hpp"
#include "tools/missing_session.hpp"
#include "tools/pane_check.hpp"
#include "tools/tool.hpp"
#include "tools/waits/far_watch.hpp"
#include "tools/waits/job_call.hpp"
#include "tools/wanted_session.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kRunModeAdvice =
    ". Nothing was run. Try again when the person has left that mode (q).";
constexpr std::string_view kRunOwnAdvice =
    ": its shell is busy with this conversation. Nothing was run. Use another pane, or new_session.";
constexpr std::string_view kRunSynchronisedAdvice =
    ". Nothing was run. Use another session, ask for the option to be turned off, or let all of them run it "
    "with send_keys.";

std::string running_json(const Call& call, const tmux::StartedJob& job, bool created) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object().field("session", call.shown_name());
  if (created) writer.field("created", true);
  writer.field("job", call.server.shown(job.id.text())).field("running", true);
  writer.field("pane", job.id.pane.text()).field("cursor", call.server.shown(job.before.text())).end_object();
  return json;
}

void started(Toolbox& tools, const CallPtr& call, uv::TimePoint began, const tmux::StartedJob& job,
             bool created) {
  if (job.far) watch_far_job(tools, call->server, job.id);
  call->pass.reset();  // while it runs, keys may be sent to it
  if (!call->arguments.boolean("wait")) {
    return call->reply.answer(transport::ToolResult::note(running_json(*call, job, created)));
  }
  follow_job(tools, call,
             {.id = job.id,
              .session = call->name(),
              .before = job.before,
              .began = began,
              .ended = job.ended,
              .created = created});
}

Status check_pane(const Call& call, const tmux::Pane& pane, bool is_new) {
  if (Status other = check_is_not_own(call.server.own_pane, pane, kRunOwnAdvice); !other) return other;
  if (Status ready = check_takes_keys(pane, call.shown_name(), is_new, kRunModeAdvice); !ready) return ready;
  return check_keys_are_its_own(pane, call.shown_name(), kRunSynchronisedAdvice);
}

/// The pane that was asked for; if none was, that of `otherwise`, a selector ("": the active one).
Task<Result<tmux::Pane>> find(CallPtr call, std::string otherwise) {
  const std::string& given = call->arguments.text("pane");
  const std::string selector = given.empty() ? otherwise : given;
  auto pane = co_await called_back<Result<tmux::Pane>>([&](UniqueFunction<void(Result<tmux::Pane>)> done) {
    tmux::find_pane(call->chain, call->name(), selector, std::move(done));
  });
  co_return pane;
}

/// What was no command because a program was asking for a secret is probably that secret, and goes into no record.
Task<Ok> record_refused(CallPtr call, tmux::Pane pane) {
  if (!call->audited) co_return Ok{};
  auto looking = would_hide_keys(call, std::move(pane));
  if (co_await looking) call->has_typed(true);
  co_return Ok{};
}

/// `is_new`: this call has made the pane.
Task<Result<tmux::StartedJob>> start_in(CallPtr call, tmux::Pane pane, uv::TimePoint began, bool is_new) {
  call->is_about(pane.id);
  if (const Status fits = check_pane(*call, pane, is_new); !fits) co_return fits.error();
  tmux::JobRequest request{
      .pane = std::move(pane),
      .command = call->arguments.text("command"),
      .prompt_by = began + std::chrono::seconds(call->arguments.integer("timeout_seconds")),
      .history = call->arguments.boolean("history"),
      .nested = call->arguments.boolean("nested"),
      .is_new = is_new};
  auto job = co_await called_back<Result<tmux::StartedJob>>(
      [&](UniqueFunction<void(Result<tmux::StartedJob>)> done) {
        tmux::start_job(call->server.loop, call->chain, std::move(request), std::move(done));
      });
  co_return job;
}

/// What was given for a session that is to be made, in words; "" if nothing was.
std::string given_for_session(const Arguments& arguments) {
  std::string given;
  for (const auto name : kSessionArguments)
    if (arguments.has(name)) given.append(given.empty() ? "" : ", ").append(name);
  return given;
}

Error only_for_new(const Call& call, const std::string& given) {
  return {Errc::invalid_argument, "session \"" + call.shown_name() + "\" exists, and " + given +
                                      " would be for a session that this call makes (create=true). Nothing "
                                      "was run. Leave that out (to change the directory, put cd into the "
                                      "command), or use another name."};
}

Task<Result<tmux::NewSessionPane>> create(CallPtr call, tmux::NewSession wanted) {
  auto made = co_await called_back<Result<tmux::NewSessionPane>>(
      [&](UniqueFunction<void(Result<tmux::NewSessionPane>)> done) {
        auto on_progress = [call](std::string_view message) { call->reply.progress(message); };
        tmux::create_session(call->server.loop, call->chain, std::move(wanted), std::move(on_progress),
                             std::move(done));
      });
  co_return made;
}

/// The error of a command that was to run in a session of ours: without that, its pane is not there because its shell
/// has ended.
Error in_new_session(Error error) {
  const bool gone = error.code == Errc::not_found || error.code == Errc::no_server;
  if (gone)
    error = {Errc::refused,
             "the shell of the new session ended before it took the command; nothing was run."};
  error.message += " The session that was made for it has been removed.";
  return error;
}

/// Starts the command in the session that was made for it.
Task<Result<tmux::StartedJob>> start_in_made(CallPtr call, tmux::PaneId made, uv::TimePoint began) {
  call->chain->restart_deadline();
  auto finding = find(call, made.text());
  auto pane = co_await finding;
  if (!pane) co_return pane.error();
  auto starting = start_in(call, std::move(*pane), began, true);
  auto job = co_await starting;
  co_return job;
}

/// Runs the command in a session that this call makes.
Task<Status> run_in_new_session(Toolbox& tools, CallPtr call, tmux::NewSession wanted, uv::TimePoint began) {
  auto creating = create(call, std::move(wanted));
  const auto made = co_await creating;
  if (!made) co_return made.error();
  // The one that was judged has ended since.
  auto& pinned = call->chain->pinned();
  if (pinned.find(call->name())) pinned.pin(call->name(), made->session);
  tmux::UnfinishedSession unfinished(call->chain, made->session, made->server, call);
  auto starting = start_in_made(call, made->pane, began);
  const auto job = co_await starting;
  if (!job) {
    Error error = in_new_session(job.error());
    auto undoing = unfinished.undo(std::move(error));
    co_return co_await undoing;
  }
  unfinished.keep();
  started(tools, call, began, *job, true);
  co_return Ok{};
}

/// Answers the call itself unless it gives an error.
Task<Status> run(Toolbox& tools, CallPtr call, tmux::NewSession wanted) {
  const auto began = uv::Clock::now();
  const std::string given = given_for_session(call->arguments);
  for (;;) {
    auto finding = find(call, "");
    auto pane = co_await finding;
    if (pane && !given.empty()) co_return only_for_new(*call, given);
    if (pane) {
      auto starting = start_in(call, *pane, began, false);
      const auto job = co_await starting;
      if (!job) {
        auto recording = record_refused(call, std::move(*pane));
        co_await recording;
        co_return job.error();
      }
      started(tools, call, began, *job, false);
      co_return Ok{};
    }
    if (!call->arguments.boolean("create") || !missing_in(call->arguments, pane.error()))
      co_return pane.error();
    tmux::NewSession session = wanted;
    auto running = run_in_new_session(tools, call, std::move(session), began);
    Status ran = co_await running;
    // Somebody else has made it meanwhile: then it is one that exists.
    if (ran || ran.error().code != Errc::already_exists) co_return ran;
  }
}

Status check_command(const std::string& command) {
  if (tmux::is_blank(command)) return Error{Errc::invalid_argument, "command is empty"};
  return tmux::check_typable(command);
}

}  // namespace

void run_command(Toolbox& tools, const CallPtr& call) {
  if (const Status status = check_command(call->arguments.text("command")); !status)
    return call->fail(status.error());
  auto wanted = wanted_session(*call);
  if (!wanted) return call->fail(wanted.error());
  in_turn(call, [&tools, call, wanted = std::move(*wanted)]() mutable {
    start(run(tools, call, std::move(wanted)), [call](const Status& ran) {
      if (!ran) call->fail(ran.error());
    });
  });
}

}  // namespace smcp::tools
