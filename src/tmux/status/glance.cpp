#include "tmux/status/glance.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "text/trim.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/continuity.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_changes.hpp"
#include "tmux/read/pane_reading.hpp"

namespace smcp::tmux {
namespace {

/// How many extra rows are asked for, because a pane may print between the two requests.
constexpr std::uint64_t kSlack = 64;

/// The beginning of the notice that tmux by default writes into a pane whose command has ended.
constexpr std::string_view kDeadNotice = "Pane is dead";

/// Upper bound on one answer; the screens of kPanesAtOnce large terminals take a tenth of it.
constexpr std::size_t kMaxScreens = std::size_t{16} * 1024 * 1024;

/// The last line that is not blank.
std::string_view last_text(std::string_view text) {
  text = text.substr(0, end_of_text(text));
  const auto newline = text.rfind('\n');
  return newline == std::string_view::npos ? text : text.substr(newline + 1);
}

PaneQuestion question_of(const PaneToGlanceAt& pane, const std::string& mark) {
  constexpr auto kAbove = -static_cast<std::int64_t>(Cursor::kRowsAbove);
  PaneQuestion question;
  question.target = pane.state.pane.text();
  question.mark = mark;
  question.brief = true;
  question.rows = {{kAbove, std::nullopt}};
  question.text_from = pane.state.dead ? -1 : 0;  // the notice may have pushed a row off the screen
  if (pane.since == nullptr || pane.since->alternate || pane.state.alternate) return question;
  const auto history = static_cast<std::int64_t>(pane.state.history);
  const RowsToAsk ask = rows_to_ask(*pane.since, pane.state, kSlack, std::nullopt);
  const ScreenRows old{ask.first - history, ask.last - history};
  if (*old.last < kAbove) {
    question.rows.push_back(old);
  } else {
    question.rows = {{std::min(old.first, kAbove), std::nullopt}};
  }
  return question;
}

/// Whether the rows above the earlier end are unchanged, or known to have gone only because tmux discarded
/// them.
bool still_there(const Cursor& since, const Finding& finding, const PaneRows& rows) {
  if (since.counters && finding.kind == Finding::Kind::lost) return true;
  return finding.kind == Finding::Kind::found && !finding.redrawn && top_row_goes_on(since, rows);
}

/// The glance from one pane's part of the answer.
std::optional<Glance> read_glance(std::string_view part, const PaneToGlanceAt& pane,
                                  const std::string& mark) {
  std::string text;
  PaneReading reading(question_of(pane, mark),
                      {[] {}, [&text](std::string_view bytes) { text.append(bytes); }});
  reading.feed(part);
  if (!reading.state() || !reading.has_text()) return std::nullopt;
  Glance glance;
  glance.state = *reading.state();
  const std::string_view last = last_text(text);
  glance.cursor = cursor_of(glance.state, reading.rows(), last);
  glance.last_line = last;
  if (pane.state.dead && last.starts_with(kDeadNotice)) {
    glance.last_line = last_text(std::string_view(text).substr(0, text.rfind(kDeadNotice)));
  }
  if (pane.since != nullptr) {
    glance.progress = progress(*pane.since, glance.state, reading.rows(), glance.cursor);
  }
  return glance;
}

/// One call under way, which makes one request after the other. It lives as long as one of them.
class Glancing : public std::enable_shared_from_this<Glancing> {
 public:
  using Glances = std::vector<std::optional<Glance>>;

  Glancing(Chain chain, std::vector<PaneToGlanceAt> panes, UniqueFunction<void(Result<Glances>)> done)
      : chain_(std::move(chain)), panes_(std::move(panes)), done_(std::move(done)) {}

  void next() {
    if (glances_.size() == panes_.size()) return done_(std::move(glances_));
    asked_ = std::min(panes_.size() - glances_.size(), kPanesAtOnce);
    marker_ = fresh_mark();
    text_.clear();
    const auto self = shared_from_this();
    chain_->stream(
        command(),
        [self](std::string_view bytes) {
          if (self->text_.size() <= kMaxScreens) self->text_.append(bytes);
        },
        [self](const Result<Reply>& reply) { self->take(reply); });
  }

 private:
  [[nodiscard]] Command command() const {
    std::vector<PaneQuestion> questions;
    for (std::size_t i = 0; i < asked_; ++i) {
      questions.push_back(question_of(panes_[glances_.size() + i], marker_));
    }
    return PaneQuestion::batch(questions);
  }

  void take(const Result<Reply>& reply) {
    const auto wanted = glances_.size() + asked_;
    if (text_.size() > kMaxScreens) {
      return done_(Error{Errc::too_large, "tmux answered with more than 16 MiB. Name fewer sessions"});
    }
    take_parts();
    if (reply) {
      if (glances_.size() != wanted) return done_(unexpected_answer("display-message"));
      return next();
    }
    if (reply.error().code == Errc::no_server) {
      glances_.resize(panes_.size());
      return next();
    }
    if (reply.error().code != Errc::not_found || glances_.size() == wanted) return done_(reply.error());
    glances_.emplace_back();  // the pane that ended the batch is gone
    next();
  }

  /// Takes the glances up to the first pane that is gone, for whose state tmux prints blanks.
  void take_parts() {
    std::string_view rest = text_;
    for (auto at = rest.find(marker_); at != std::string_view::npos;) {
      rest.remove_prefix(at);
      at = rest.find(marker_, marker_.size());
      auto glance = read_glance(rest.substr(0, at), panes_[glances_.size()], marker_);
      if (!glance) return;
      glances_.push_back(std::move(glance));
      if (glances_.size() == panes_.size()) return;
    }
  }

  Chain chain_;
  std::vector<PaneToGlanceAt> panes_;
  UniqueFunction<void(Result<Glances>)> done_;
  Glances glances_;  ///< of the first panes in panes_
  std::size_t asked_ = 0;
  std::string marker_;
  std::string text_;
};

}  // namespace

Progress progress(const Cursor& since, const PaneState& state, const PaneRows& rows,
                  const std::optional<Cursor>& now) {
  if (has_been_quiet(since, state)) return {Progress::Kind::none, 0};
  if (since.alternate || state.alternate) return {};  // the rows behind that screen have not been asked for
  const Finding finding = locate(since, state, rows);
  if (!now || !still_there(since, finding, rows)) return {};
  const std::int64_t then =
      state.counters ? since.end_at() - static_cast<std::int64_t>(state.counters->collected) : finding.end;
  const std::int64_t end = static_cast<std::int64_t>(state.history) + now->end;
  if (end < then) return {};
  return {Progress::Kind::rows, static_cast<std::uint64_t>(end - then)};
}

void glance_at_panes(const Chain& chain, std::vector<PaneToGlanceAt> panes,
                     UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done) {
  std::make_shared<Glancing>(chain, std::move(panes), std::move(done))->next();
}

}  // namespace smcp::tmux
