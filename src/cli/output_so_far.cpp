#include "cli/output_so_far.hpp"

#include <memory>
#include <utility>

#include "tmux/jobs/look_at_job.hpp"
#include "tmux/read/poll.hpp"
#include "tools/pane_text.hpp"

namespace smcp::cli {

OutputSoFar::OutputSoFar(tools::Server& server, std::string session, tmux::JobId id, tmux::Cursor before,
                         std::size_t lines)
    : server_(server),
      session_(std::move(session)),
      id_(std::move(id)),
      before_(before),
      last_(before),
      lines_(lines) {}

void OutputSoFar::stop() {
  if (chain_) chain_->cancel();
  chain_ = nullptr;
  done_ = {};
}

void OutputSoFar::read(Done done) {
  done_ = std::move(done);
  chain_ = server_.new_chain();
  // Most readings find nothing new, and the whole output may be long.
  poll(last_, 1, [this](const Result<tmux::Polled>& polled) {
    if (!polled || polled->kind == tmux::Polled::Kind::unchanged) return give(std::nullopt);
    read_all();
  });
}

void OutputSoFar::poll(const tmux::Cursor& since, std::size_t lines,
                       UniqueFunction<void(const Result<tmux::Polled>&)> polled) {
  tmux::PollRequest request;
  request.session = session_;
  request.since = since;
  request.lines = lines;
  request.max_bytes = tools::kMaxEscapedText;
  tmux::poll_pane(
      chain_, std::move(request),
      [polled = std::move(polled)](const Result<tmux::Polled>& result) mutable { polled(result); });
}

void OutputSoFar::read_all() {
  poll(before_, lines_ + 1, [this](const Result<tmux::Polled>& polled) {
    if (!polled) return give(std::nullopt);
    check_that_it_runs(*polled);
  });
}

void OutputSoFar::check_that_it_runs(tmux::Polled polled) {
  tmux::look_at_job(chain_, id_.pane, [this, polled = std::move(polled)](const Result<tmux::JobLook>& look) {
    const tmux::JobMarks* const marks = look ? look->marks_of(id_) : nullptr;
    const bool runs = marks != nullptr && !marks->end && look->is_newest(id_);
    last_ = polled.cursor;
    if (!runs || polled.screen_lines > 0 || !polled.text) return give(std::nullopt);
    const bool complete = polled.state.cursor_x == 0 && polled.state.cursor_y > polled.cursor.end;
    give(Output{tools::report_of(id_, look->job->command, polled, lines_, false), complete});
  });
}

void OutputSoFar::give(std::optional<Output> output) {
  chain_ = nullptr;
  if (auto done = std::exchange(done_, {})) done(std::move(output));
}

}  // namespace smcp::cli
