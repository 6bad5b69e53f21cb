#include "tools/waits/job_call.hpp"

#include <chrono>
#include <utility>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "io/uv_timer.hpp"
#include "json/writer.hpp"
#include "text/utf8.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/jobs/job_output.hpp"
#include "tmux/jobs/job_plan.hpp"
#include "tmux/jobs/look_at_job.hpp"
#include "tmux/read/poll.hpp"
#include "tools/pane_text.hpp"
#include "tools/waits/elapsed.hpp"
#include "tools/waits/job_hint.hpp"
#include "tools/waits/job_home.hpp"
#include "tools/waits/job_report.hpp"
#include "tools/waits/job_wait.hpp"
#include "tools/waits/repeated_line.hpp"

namespace smcp::tools {
namespace {

/// For a job whose shell took all the time to come to its prompt: it may end at once all the same.
constexpr uv::Clock::duration kShortestWait = std::chrono::milliseconds{500};

class JobCall final : public LongCall, public std::enable_shared_from_this<JobCall> {
 public:
  /// How the wait for the job went; nothing if it still runs.
  using Outcome = std::optional<JobEnd>;

  JobCall(Toolbox& tools, CallPtr call, FollowedJob job)
      : tools_(&tools),
        call_(std::move(call)),
        job_(std::move(job)),
        timer_(std::make_unique<uv::Timer>(call_->server.loop, [this] { answer_now(); })) {}

  void start() {
    const auto now = uv::Clock::now();
    const auto until =
        job_.began.value_or(now) + std::chrono::seconds(call_->arguments.integer("timeout_seconds"));
    timer_->start(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::max(until - now, kShortestWait)));
    // LongCalls keeps us alive; the flow, which may be ours, must not.
    smcp::start(follow(), [weak = weak_from_this()](Result<std::pair<Outcome, JobReport>> report) {
      if (const auto self = weak.lock()) self->answer(std::move(report));
    });
  }

  /// The time is up, or nobody asks any more.
  void answer_now() override { decide(std::nullopt); }

  void drop() override {
    const auto self = shared_from_this();
    if (wait_) wait_->stop();
    decided_ = {};
    call_->chain->cancel();
    if (chain_) chain_->cancel();
    timer_.reset();
    if (tools_ != nullptr) tools_->long_calls.remove(self);
    tools_ = nullptr;
  }

 private:
  Task<Result<std::pair<Outcome, JobReport>>> follow() {
    if (!job_.is_known) {
      const Status found = co_await find_session();
      if (!found) co_return found.error();
    }
    const Outcome outcome = co_await called_back<Outcome>([this](UniqueFunction<void(Outcome)> decided) {
      decided_ = std::move(decided);
      wait();
    });
    JobReport report;
    if (outcome == JobEnd::forgotten) co_return forgotten();
    if (outcome == JobEnd::gone) co_return std::pair(outcome, report);
    if (outcome == JobEnd::ended) {
      report = co_await read_output();
      // tmux names only one of the sessions that show a pane.
      if (look_->state.session != job_.session) static_cast<void>(co_await move_home());
      co_return std::pair(outcome, report);
    }
    if (!job_.before && !(look_ && look_->is_newest(job_.id))) co_return std::pair(outcome, lost_report());
    auto polled = co_await poll();
    if (!polled && polled.error().code == Errc::not_found) {
      const bool moved = co_await move_home();
      if (moved) polled = co_await poll();
    }
    if (polled) {
      report = report_of(job_.id, shown(), *polled, lines(), outcome == JobEnd::dead);
      co_return std::pair(outcome, report);
    }
    if (polled.error().code != Errc::not_found) co_return polled.error();
    co_return std::pair(Outcome(JobEnd::gone), report);
  }

  Task<Status> find_session() {
    if (job_.session.empty()) {
      const auto look = co_await called_back<Result<tmux::JobLook>>(
          [this](UniqueFunction<void(Result<tmux::JobLook>)> done) {
            tmux::look_at_job(call_->chain, job_.id.pane, std::move(done));
          });
      if (!look) co_return look.error();
      job_.session = look->state.session;
      call_->is_in(job_.session);
      co_return Ok{};
    }
    const auto pane =
        co_await called_back<Result<tmux::Pane>>([this](UniqueFunction<void(Result<tmux::Pane>)> done) {
          tmux::find_pane(call_->chain, job_.session, job_.id.pane.text(), std::move(done));
        });
    if (!pane) co_return pane.error();
    co_return Ok{};
  }

  /// Whether the pane is in another session by now.
  Task<bool> move_home() {
    auto home = co_await home_of(chain_, job_.id, job_.session);
    // Where it is hidden by now, it is gone.
    if (!home || *home == job_.session || !call_->lists(*home)) co_return false;
    job_.session = std::move(*home);
    co_return true;
  }

  void wait() {
    if (is_over_) return decide(std::nullopt);
    if ((look_ = std::move(job_.ended))) return decide(JobEnd::ended);
    const auto waiting = job_.with_outcome ? shell::InputAwaited::surely : shell::InputAwaited::perhaps;
    wait_ = std::make_shared<JobWait>(
        call_->server, job_.id, waiting,
        [weak = weak_from_this()](JobEnd outcome, const std::optional<tmux::JobLook>& look) {
          const auto self = weak.lock();
          if (!self) return;
          if (look) self->look_ = *look;
          self->question_ = self->wait_->question();
          self->decide(outcome);
        });
    wait_->start();
  }

  void decide(Outcome outcome) {
    is_over_ = true;
    if (!look_ && wait_) look_ = wait_->look();
    if (wait_) wait_->stop();
    if (auto decided = std::exchange(decided_, {})) decided(outcome);
  }

  /// A place among the captures, which may come later and is kept to the call's end.
  Task<Ok> enter_captures() {
    if (call_->pass) co_return Ok{};  // it is there already: the shell's turn ended when the job began
    chain_ = call_->server.new_chain();
    auto pass = co_await called_back<std::shared_ptr<Gate::Pass>>(
        [this](UniqueFunction<void(std::shared_ptr<Gate::Pass>)> entered) {
          in_captures(call_->server, chain_, Gate::WhileHeld::wait,
                      [entered = std::move(entered)](Gate::Pass given) mutable {
                        entered(std::make_shared<Gate::Pass>(std::move(given)));
                      });
        });
    call_->pass.emplace(std::move(*pass));
    co_return Ok{};
  }

  Task<JobReport> read_output() {
    co_await enter_captures();
    tmux::JobOutputRequest request;
    request.id = job_.id;
    request.shown = shown();
    request.marks = marks();
    request.state = look_->state;
    request.lines = lines();
    request.max_bytes = kMaxEscapedText;
    const auto output = co_await called_back<Result<tmux::JobOutput>>(
        [&](UniqueFunction<void(Result<tmux::JobOutput>)> done) {
          tmux::read_job_output(chain_, std::move(request), std::move(done));
        });
    co_return output ? report_of(*output) : lost_report();
  }

  /// What has come since it was started.
  Task<Result<tmux::Polled>> poll() {
    co_await enter_captures();
    tmux::PollRequest request;
    request.session = job_.session;
    request.since = job_.before ? *job_.before : look_->job->before;
    request.lines = lines() + 1;
    request.max_bytes = kMaxEscapedText;
    auto polled =
        co_await called_back<Result<tmux::Polled>>([&](UniqueFunction<void(Result<tmux::Polled>)> done) {
          tmux::poll_pane(chain_, std::move(request), std::move(done));
        });
    co_return polled;
  }

  [[nodiscard]] Error forgotten() const {
    return {Errc::not_found, "job " + call_->server.shown(job_.id.text()) + " is not known: only the last " +
                                 std::to_string(tmux::PastJob::kMost + 1) +
                                 " jobs of each pane are remembered"};
  }

  void answer(Result<std::pair<Outcome, JobReport>> result) {
    if (tools_ == nullptr) return;
    const auto self = shared_from_this();
    drop();
    if (!result) return call_->fail(result.error());
    const auto& [outcome, report] = *result;
    std::string json = about(outcome, report);
    if (report.lines == 0) return call_->reply.answer(transport::ToolResult::note(std::move(json)));
    call_->reply.answer(transport::ToolResult::text(report.text, std::move(json)));
  }

  [[nodiscard]] std::string about(Outcome outcome, const JobReport& report) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("session", call_->server.shown(job_.session));
    if (job_.created) writer.field("created", true);
    if (job_.with_outcome) writer.field("outcome", outcome ? word_for(*outcome) : "timeout");
    writer.field("job", call_->server.shown(job_.id.text()));
    if (!outcome || outcome == JobEnd::waiting) writer.field("running", true);
    if (outcome == JobEnd::waiting) write_question(writer, report);
    if (outcome == JobEnd::ended) write_exit_code(writer);
    if (outcome == JobEnd::unknown) writer.field("unknown", true).field("hint", kLostShellHint);
    if (outcome == JobEnd::dead) writer.field("dead", true);
    if (outcome == JobEnd::gone ||
        (outcome == JobEnd::ended && (look_ && tmux::has_left_shell(*look_, job_.id))))
      writer.field("gone", true);
    writer.key("elapsed_s").raw(elapsed(outcome));
    writer.field("lines", report.lines);
    if (report.skipped > 0) writer.field("skipped", report.skipped);
    if (report.screen) writer.field("alternate_screen", true);
    if (report.lost) writer.field("lost", "unknown");
    if (!outcome && !report.screen && !report.last.empty())
      writer.field("last", utf8_prefix(report.last, kMaxRepeatedLine));
    writer.field("pane", job_.id.pane.text());
    if (!report.cursor.empty()) writer.field("cursor", call_->server.shown(report.cursor));
    writer.end_object();
    return json;
  }

  void write_question(transport::JsonWriter& writer, const JobReport& report) const {
    writer.field("waiting", true);
    if (!report.screen && !report.last.empty())
      writer.field("last", utf8_prefix(report.last, kMaxRepeatedLine));
    if (question_.hidden) writer.field("hidden_input", true);
    writer.field("hint", waiting_hint(question_, report.screen ? "" : report.last));
  }

  [[nodiscard]] tmux::JobMarks marks() const {
    const auto* const found = look_ ? look_->marks_of(job_.id) : nullptr;
    return found != nullptr ? *found : tmux::JobMarks{};
  }

  /// The command as its shell has printed it; "" if that is not known.
  [[nodiscard]] std::string shown() const {
    return look_ && look_->is_newest(job_.id) ? look_->job->command : std::string();
  }

  void write_exit_code(transport::JsonWriter& writer) const {
    const auto status = marks().status;
    writer.key("exit_code").raw(status ? std::to_string(*status) : "null");
  }

  [[nodiscard]] std::string elapsed(Outcome outcome) const {
    if (job_.began) return seconds_text(uv::Clock::now() - *job_.began);
    const auto known = marks();
    if (outcome == JobEnd::ended || !known.start) return std::to_string(known.seconds());
    return std::to_string(look_->state.now - known.start->time);
  }

  [[nodiscard]] std::size_t lines() const {
    return static_cast<std::size_t>(call_->arguments.integer("lines"));
  }

  Toolbox* tools_;  ///< null when it is over
  CallPtr call_;
  FollowedJob job_;
  std::unique_ptr<uv::Timer> timer_;
  std::shared_ptr<JobWait> wait_;
  UniqueFunction<void(Outcome)> decided_;  ///< owns the flow until it is decided how it went
  bool is_over_ = false;                   ///< the wait for it; how it went is decided
  tmux::Chain chain_;
  std::optional<tmux::JobLook> look_;
  JobQuestion question_;  ///< if it waits for input
};

}  // namespace

void follow_job(Toolbox& tools, const CallPtr& call, FollowedJob job) {
  call->is_about(job.id.pane);
  const auto following = std::make_shared<JobCall>(tools, call, std::move(job));
  tools.long_calls.add(following);
  call->on_cancel = [weak = std::weak_ptr<JobCall>(following)] {
    if (const auto running = weak.lock()) running->drop();
  };
  following->start();
}

}  // namespace smcp::tools
