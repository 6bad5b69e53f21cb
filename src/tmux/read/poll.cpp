#include "tmux/read/poll.hpp"

#include <ctime>
#include <utility>

#include "tmux/find/pane_selector.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/pane_changes.hpp"
#include "tmux/read/pane_reading.hpp"
#include "tmux/read/poll_answer.hpp"

namespace smcp::tmux {
namespace {

/// How many rows of history the first request reads; usually they reach back to the cursor.
constexpr std::int64_t kFirstRows = 128;
/// The same behind an alternate screen, where the history usually does not change.
constexpr std::int64_t kFirstRowsBehind = 2 * static_cast<std::int64_t>(Cursor::kRowsAbove);
/// Maximum number of requests to find the cursor's rows while the pane keeps printing.
constexpr unsigned kMaxAttempts = 7;
/// How many rows a pane may print between two requests; four times as many after each attempt that failed.
constexpr std::uint64_t kFirstSlack = 32;

class Poll : public std::enable_shared_from_this<Poll> {
 public:
  Poll(Chain chain, PollRequest request, UniqueFunction<void(Result<Polled>)> done)
      : chain_(std::move(chain)), request_(std::move(request)), done_(std::move(done)) {}

  void start() {
    const Cursor& since = request_.since;
    PaneQuestion question = of_pane();
    question.text_from = since.alternate ? -kFirstRowsBehind : -kFirstRows;
    question.rows = {{question.text_from, std::nullopt}};
    if (since.alternate) question.ask_behind(since.screen > 0, true);
    question.unless = unchanged_condition(request_.since, request_.session);
    // An empty answer takes tmux half the time, because it does not have to wait until we are ready for
    // output.
    question.state_anyway = request_.since.counters.has_value();
    ask(question);
  }

 private:
  [[nodiscard]] PaneQuestion of_pane() const {
    PaneQuestion question;
    question.target = request_.since.pane.text();
    question.colors = request_.colors;
    return question;
  }

  void ask(const PaneQuestion& question) {
    ++attempts_;
    auto answer = std::make_shared<PollAnswer>(request_, question, redrawn_);
    const bool may_be_silent = !question.unless.empty() && !question.state_anyway;
    chain_->stream(
        question.command(), [answer](std::string_view bytes) { answer->feed(bytes); },
        [self = shared_from_this(), answer, may_be_silent](const Result<Reply>& reply) {
          if (reply && may_be_silent && answer->reading().silent()) return self->nothing_new();
          self->answered(answer, reply);
        });
  }

  /// tmux has printed nothing, which means that nothing has changed. Its clock is the same as ours.
  void nothing_new() {
    Polled polled;
    polled.state = *unchanged_state(request_.since, request_.session, std::time(nullptr));
    polled.cursor = request_.since;
    done_(std::move(polled));
  }

  void answered(const std::shared_ptr<PollAnswer>& answer, const Result<Reply>& reply) {
    const auto& state = answer->reading().state();
    const bool no_pane = reply ? !state.has_value() : reply.error().code == Errc::not_found;
    if (no_pane) return start_anew(Reset::pane_gone);
    if (!reply) return done_(reply.error());
    if (state->session == request_.session || pane_is_known_) return judge(*answer);
    // The window may be in several sessions, and tmux names only one of them.
    find_pane(chain_, request_.session, request_.since.pane.text(),
              [self = shared_from_this(), answer](const Result<Pane>& pane) {
                if (!pane) return self->done_(pane.error());
                self->pane_is_known_ = true;
                self->judge(*answer);
              });
  }

  void judge(PollAnswer& answer) {
    if (!answer.reading().has_text()) return unchanged(answer);
    if (!answer.reading().fits()) return again(answer, std::nullopt);
    answer.finish();
    const Finding& finding = answer.finding();
    switch (finding.kind) {
      case Finding::Kind::reset:
        return start_anew(finding.reset);
      case Finding::Kind::lost:
        return go_on_after_loss(finding);
      case Finding::Kind::need_rows:
        return again(answer, finding.screen);
      case Finding::Kind::screen:
      case Finding::Kind::found:
        break;
    }
    const auto cursor = answer.cursor();
    const bool whole = !answer.failed() && !answer.torn() && cursor;
    if (whole && !answer.joined()) return done_(answer.polled(*cursor));
    redrawn_ = redrawn_ || (whole && answer.joined());
    if (answer.torn()) rows_above_ *= 4;
    if (!cursor) rows_of_end_ *= 4;
    again(answer, finding.kind == Finding::Kind::found ? finding.screen : std::nullopt);
  }

  void again(const PollAnswer& answer, std::optional<std::int64_t> screen) {
    if (attempts_ >= kMaxAttempts) return go_on_after_loss(answer.finding());
    const PaneState state = answer.reading().fits() ? answer.reading().normal() : *answer.reading().state();
    const auto history = static_cast<std::int64_t>(state.history);
    RowsToAsk ask_for = rows_to_ask(request_.since, state, slack_, screen);
    if (rows_above_ > 1) ask_for.first -= static_cast<std::int64_t>(rows_above_);
    PaneQuestion question = of_pane();
    for (const auto& range : ask_for.other) {
      const std::int64_t first = static_cast<std::int64_t>(range.first) - history;
      question.rows.push_back({first, first + static_cast<std::int64_t>(range.count) - 1});
    }
    const std::int64_t first = ask_for.first - history;
    const auto end_rows = -static_cast<std::int64_t>(rows_of_end_);
    if (ask_for.last - history >= end_rows) {
      question.rows.push_back({std::min(first, end_rows), std::nullopt});
    } else {
      question.rows.push_back({first, ask_for.last - history});
      question.rows.push_back({end_rows, std::nullopt});
    }
    question.text_from = first;
    if (state.alternate) question.ask_behind(state.history > 0, true);
    slack_ *= 4;
    ask(question);
  }

  void unchanged(const PollAnswer& answer) {
    Polled polled;
    polled.state = *answer.reading().state();
    polled.cursor = request_.since;
    done_(std::move(polled));
  }

  void go_on_after_loss(const Finding& finding) {
    Polled polled;
    polled.kind = Polled::Kind::lost;
    polled.lost_rows = finding.lost_rows;
    capture(std::move(polled));
  }

  void start_anew(Reset why) {
    Polled polled;
    polled.kind = Polled::Kind::reset;
    polled.reset = why;
    capture(std::move(polled));
  }

  /// Gives the newest lines, as if there were no cursor.
  void capture(Polled polled) {
    CaptureRequest request;
    request.session = request_.session;
    request.lines = request_.lines;
    request.colors = request_.colors;
    request.max_bytes = request_.max_bytes;
    request.hidden = true;
    const bool gone = polled.kind == Polled::Kind::reset && polled.reset == Reset::pane_gone;
    if (!gone) request.pane = request_.since.pane;
    capture_pane(chain_, std::move(request),
                 [self = shared_from_this(), polled = std::move(polled)](Result<Captured> captured) mutable {
                   if (!captured) return self->done_(captured.error());
                   polled.text = std::move(captured->text);
                   polled.passed = polled.text->passed();
                   polled.screen_lines = captured->screen_lines;
                   polled.screen_changed = true;
                   polled.state = std::move(captured->state);
                   polled.cursor = captured->cursor;
                   const bool resized = polled.kind == Polled::Kind::reset && polled.reset == Reset::resized;
                   polled.cursor.to_rewrap =
                       polled.state.alternate && (resized || self->request_.since.to_rewrap);
                   // More rows may have been discarded between the two requests.
                   const auto lost = rows_lost(self->request_.since, polled.state);
                   if (polled.kind == Polled::Kind::lost && lost) polled.lost_rows = lost;
                   self->done_(std::move(polled));
                 });
  }

  Chain chain_;
  PollRequest request_;
  UniqueFunction<void(Result<Polled>)> done_;
  unsigned attempts_ = 0;
  std::uint64_t slack_ = kFirstSlack;
  std::uint64_t rows_above_ =
      1;  ///< if more than 1: rows to read above the known ones, to find the beginning of a line
  std::uint64_t rows_of_end_ = Cursor::kRowsAbove;  ///< rows of history that are read for the next cursor
  bool redrawn_ = false;  ///< an answer has shown that the text above the cursor's end has changed
  bool pane_is_known_ = false;
};

}  // namespace

void poll_pane(const Chain& chain, PollRequest request, UniqueFunction<void(Result<Polled>)> done) {
  std::make_shared<Poll>(chain, std::move(request), std::move(done))->start();
}

}  // namespace smcp::tmux
