#include "tools/waits/job_call.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <utility>

#include "io/uv_timer.hpp"
#include "json/writer.hpp"
#include "tmux/jobs/below_typed_line.hpp"
#include "tmux/jobs/job_output.hpp"
#include "tmux/read/poll.hpp"
#include "tools/pane_text.hpp"
#include "tools/waits/elapsed.hpp"
#include "tools/waits/job_wait.hpp"

namespace smcp::tools {
namespace {

/// What is told of a job.
struct JobReport {
  transport::TextBlock text{};  ///< shared with what was read
  std::uint64_t lines = 0;
  std::uint64_t skipped = 0;
  bool lost = false;
  std::string cursor{};  ///< of a job that has not ended
};

/// Tmux says so in the last row of a dead pane, below all that is blank: without that, it follows the output.
void close_gap_above_notice(transport::TextBlock& block) {
  constexpr std::string_view kNotice = "Pane is dead";
  const std::string_view text = block.text;
  const auto notice = text.rfind('\n') + 1;  // npos + 1 is 0
  if (notice == 0 || !text.substr(notice).starts_with(kNotice)) return;
  const auto end = text.find_last_not_of('\n', notice - 1) + 1;
  if (end > 0 && end + 1 == notice) return;  // there is none
  auto closed = std::make_shared<std::string>(text);
  closed->replace(end, notice - end, end == 0 ? "" : "\n");
  block = {*closed, closed};
}

std::uint64_t count_lines(std::string_view text) {
  return text.empty() ? 0 : 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

class JobCall final : public LongCall, public std::enable_shared_from_this<JobCall> {
 public:
  JobCall(Toolbox& tools, CallPtr call, FollowedJob job)
      : tools_(&tools),
        call_(std::move(call)),
        job_(std::move(job)),
        timer_(std::make_unique<uv::Timer>(call_->server.loop, [this] { answer_now(); })) {}

  void start() {
    timer_->start(std::chrono::seconds(call_->arguments.integer("timeout_seconds")));
    wait_ = std::make_shared<JobWait>(
        call_->server, job_.id,
        [weak = weak_from_this()](JobEnd outcome, const std::optional<tmux::JobLook>& look) {
          if (const auto self = weak.lock()) self->ended(outcome, look);
        });
    wait_->start();
  }

  /// The time is up, or nobody asks any more.
  void answer_now() override {
    if (wait_) wait_->stop();
    if (!std::exchange(reading_, true)) read_so_far(std::nullopt);
  }

  void drop() override {
    const auto self = shared_from_this();
    if (wait_) wait_->stop();
    if (chain_) chain_->cancel();
    timer_.reset();
    if (tools_ != nullptr) tools_->long_calls.remove(self);
    tools_ = nullptr;
  }

 private:
  void ended(JobEnd outcome, const std::optional<tmux::JobLook>& look) {
    if (look) look_ = *look;
    reading_ = true;
    switch (outcome) {
      case JobEnd::ended:
        return read_output();
      case JobEnd::dead:
        return read_so_far(outcome);
      case JobEnd::gone:
        return answer(outcome, {});
      case JobEnd::forgotten:
        return fail_forgotten();
    }
  }

  /// With a place among the captures, which may come later and is kept to the call's end.
  void read(UniqueFunction<void(const std::shared_ptr<JobCall>&)> ask) {
    assert(!call_->pass);  // the shell's turn ended when the job began
    chain_ = call_->server.new_chain();
    auto enter = [weak = weak_from_this(), ask = std::move(ask)](Gate::Pass pass) mutable {
      const auto self = weak.lock();
      if (!self) return;
      self->call_->pass.emplace(std::move(pass));
      ask(self);
    };
    in_captures(call_->server, chain_, Gate::WhileHeld::wait, std::move(enter));
  }

  void read_output() {
    tmux::JobOutputRequest request;
    request.id = job_.id;
    request.marks = marks();
    request.state = look_->state;
    request.lines = lines();
    request.max_bytes = kMaxEscapedText;
    read([request = std::move(request)](const std::shared_ptr<JobCall>& self) mutable {
      tmux::read_job_output(self->chain_, std::move(request), [self](const Result<tmux::JobOutput>& output) {
        if (!output) return self->answer(JobEnd::ended, lost_report());
        fit_reply(*output->text);
        JobReport report;
        report.text = {output->text->text(), output->text};
        report.lines = output->text->lines();
        report.skipped = output->text->passed() - report.lines;
        report.lost = output->lost;
        self->answer(JobEnd::ended, report);
      });
    });
  }

  [[nodiscard]] static JobReport lost_report() {
    JobReport report;
    report.lost = true;
    return report;
  }

  /// What has come since it was started, the typed line left out.
  void read_so_far(std::optional<JobEnd> outcome) {
    if (!job_.before && !(look_ && look_->job)) return answer(outcome, lost_report());
    tmux::PollRequest request;
    request.session = call_->name();
    request.since = job_.before ? *job_.before : look_->job->before;
    request.lines = lines() + 1;
    request.max_bytes = kMaxEscapedText;
    read([request = std::move(request), outcome](const std::shared_ptr<JobCall>& self) mutable {
      tmux::poll_pane(self->chain_, std::move(request), [self, outcome](const Result<tmux::Polled>& polled) {
        if (polled) return self->answer(outcome, self->report_of(*polled, outcome == JobEnd::dead));
        if (polled.error().code == Errc::not_found) return self->answer(JobEnd::gone, {});
        const auto call = self->call_;
        self->drop();
        call->fail(polled.error());
      });
    });
  }

  [[nodiscard]] JobReport report_of(const tmux::Polled& polled, bool dead) const {
    JobReport report;
    report.cursor = polled.cursor.text();
    if (!polled.text) return report;
    using Kind = tmux::Polled::Kind;
    report.lost = polled.kind == Kind::lost || polled.kind == Kind::reset;
    tmux::Tail& text = *polled.text;
    const bool all = polled.passed == text.lines();
    fit_reply(text);
    if (!all && text.lines() > lines()) text.drop_oldest(1);
    report.skipped = all ? 0 : polled.passed - text.lines() - 1;
    report.text = {all ? below_typed_line(text.text()) : text.text(), polled.text};
    if (dead) close_gap_above_notice(report.text);
    report.lines = count_lines(report.text.text);
    if (report.lost) report.skipped = 0;
    return report;
  }

  /// The text without the typed line and what is above it; all of it if that is not there.
  [[nodiscard]] std::string_view below_typed_line(std::string_view text) const {
    std::string_view below;
    tmux::BelowTypedLine cut(job_.id, [&below](std::string_view rest) { below = rest; });
    cut.feed(text);  // whole, so that the rest comes in one piece
    return cut.found() ? below : text;
  }

  void fail_forgotten() {
    const auto call = call_;
    drop();
    call->fail({Errc::not_found, "job " + job_.id.text() + " is not known: only the last " +
                                     std::to_string(tmux::PastJob::kMost + 1) +
                                     " jobs of each pane are remembered"});
  }

  /// No outcome: it still runs.
  void answer(std::optional<JobEnd> outcome, const JobReport& report) {
    if (tools_ == nullptr) return;
    const auto self = shared_from_this();
    drop();
    std::string json = about(outcome, report);
    if (report.lines == 0) return call_->reply.answer(transport::ToolResult::note(std::move(json)));
    call_->reply.answer(transport::ToolResult::text(report.text, std::move(json)));
  }

  [[nodiscard]] std::string about(std::optional<JobEnd> outcome, const JobReport& report) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("session", call_->name());
    if (job_.with_outcome) writer.field("outcome", word_for(outcome));
    writer.field("job", job_.id.text());
    if (!outcome) writer.field("running", true);
    if (outcome == JobEnd::ended) write_exit_code(writer);
    if (outcome == JobEnd::dead) writer.field("dead", true);
    if (outcome == JobEnd::gone) writer.field("gone", true);
    writer.key("elapsed_s").raw(elapsed(outcome));
    writer.field("lines", report.lines);
    if (report.skipped > 0) writer.field("skipped", report.skipped);
    if (report.lost) writer.field("lost", "unknown");
    if (!report.cursor.empty()) writer.field("cursor", report.cursor);
    writer.end_object();
    return json;
  }

  [[nodiscard]] tmux::JobMarks marks() const {
    const auto* const found = look_ ? look_->marks_of(job_.id) : nullptr;
    return found != nullptr ? *found : tmux::JobMarks{};
  }

  void write_exit_code(transport::JsonWriter& writer) const {
    if (const auto status = marks().status) {
      writer.field("exit_code", *status);
    } else {
      writer.key("exit_code").raw("null");
    }
  }

  static std::string_view word_for(std::optional<JobEnd> outcome) {
    if (!outcome) return "timeout";
    switch (*outcome) {
      case JobEnd::dead:
        return "dead";
      case JobEnd::gone:
        return "gone";
      case JobEnd::ended:
      case JobEnd::forgotten:
        break;
    }
    return "finished";
  }

  [[nodiscard]] std::string elapsed(std::optional<JobEnd> outcome) const {
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
  tmux::Chain chain_;
  std::optional<tmux::JobLook> look_;
  bool reading_ = false;  ///< it is decided how it went
};

}  // namespace

void follow_job(Toolbox& tools, const CallPtr& call, FollowedJob job) {
  const auto following = std::make_shared<JobCall>(tools, call, std::move(job));
  tools.long_calls.add(following);
  call->on_cancel = [weak = std::weak_ptr<JobCall>(following)] {
    if (const auto running = weak.lock()) running->drop();
  };
  following->start();
}

}  // namespace smcp::tools
