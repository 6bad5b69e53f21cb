#include "tmux/status/glance.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "text/trim.hpp"
#include "tmux/jobs/continuation.hpp"
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

/// Those that waits_for_rest() looks at.
std::deque<std::string> last_lines(std::string_view text) {
  std::deque<std::string> lines;
  while (lines.size() < kContinuationLines) {
    text = text.substr(0, end_of_text(text));
    if (text.empty()) break;
    const std::string_view last = last_text(text);
    lines.emplace_front(last);
    text.remove_suffix(last.size());
  }
  return lines;
}

/// `since` is where the pane's output ended at the earlier look, or null.
PaneQuestion question_of(const PaneState& pane, const Cursor* since, const std::string& mark) {
  constexpr auto kAbove = -static_cast<std::int64_t>(Cursor::kRowsAbove);
  PaneQuestion question;
  question.target = pane.pane.text();
  question.mark = mark;
  question.brief = true;
  question.rows = {{kAbove, std::nullopt}};
  question.text_from = pane.dead ? -1 : 0;  // the notice may have pushed a row off the screen
  if (since == nullptr || since->alternate || pane.alternate) return question;
  const auto history = static_cast<std::int64_t>(pane.history);
  const RowsToAsk ask = rows_to_ask(*since, pane, kSlack, std::nullopt);
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

const Cursor* end_of(const StatusSnapshot* since, PaneId pane) {
  return since == nullptr ? nullptr : since->end_of(pane);
}

/// The glance from one pane's part of the answer.
std::optional<Glance> read_glance(std::string_view part, const PaneState& pane, const StatusSnapshot* since,
                                  const std::string& mark) {
  const Cursor* const end = end_of(since, pane.pane);
  std::string text;
  PaneReading reading(question_of(pane, end, mark),
                      {[] {}, [&text](std::string_view bytes) { text.append(bytes); }});
  reading.feed(part);
  if (!reading.state() || !reading.has_text()) return std::nullopt;
  Glance glance;
  glance.state = *reading.state();
  const std::string_view last = last_text(text);
  glance.cursor = cursor_of(glance.state, reading.rows(), last);
  glance.last_line = last;
  if (pane.dead && last.starts_with(kDeadNotice)) {
    glance.last_line = last_text(std::string_view(text).substr(0, text.rfind(kDeadNotice)));
  }
  glance.line_above = last_text(std::string_view(text).substr(0, end_of_text(text) - last.size()));
  glance.needs_rest = waits_for_rest(last_lines(text));
  if (end != nullptr) {
    glance.progress = progress(*end, glance.state, reading.rows(), glance.cursor);
  } else if (since != nullptr) {
    const bool is_new = since->is_new(pane.pane);
    glance.progress = Progress{is_new ? Progress::Kind::first : Progress::Kind::unknown, 0};
  }
  return glance;
}

using Glances = std::vector<std::optional<Glance>>;

/// What is looked at: panes, and an earlier look at them, or null.
struct Panes {
  std::vector<PaneState> panes;
  std::shared_ptr<const StatusSnapshot> since;
};

/// Adds the glances in `text`, up to the first pane that is gone, for whose state tmux prints blanks.
void take_glances(std::string_view text, const std::string& mark, const Panes& of, Glances& glances) {
  for (auto at = text.find(mark); at != std::string_view::npos;) {
    text.remove_prefix(at);
    at = text.find(mark, mark.size());
    auto glance = read_glance(text.substr(0, at), of.panes[glances.size()], of.since.get(), mark);
    if (!glance) return;
    glances.push_back(std::move(glance));
    if (glances.size() == of.panes.size()) return;
  }
}

/// Looks at the next `count` panes, and adds their glances to the others.
Task<Status> glance_at_next(Chain chain, const Panes& of, std::size_t count, Glances& glances) {
  const auto wanted = glances.size() + count;
  const std::string mark = fresh_mark();
  std::vector<PaneQuestion> questions;
  for (std::size_t i = glances.size(); i < wanted; ++i) {
    const PaneState& pane = of.panes[i];
    questions.push_back(question_of(pane, end_of(of.since.get(), pane.pane), mark));
  }
  Command command = PaneQuestion::batch(questions);
  std::string text;
  const auto reply = co_await called_back<Result<Reply>>([&](RequestChain::OnReply done) {
    auto keep = [&text](std::string_view bytes) {
      if (text.size() <= kMaxScreens) text.append(bytes);
    };
    chain->stream(std::move(command), std::move(keep), std::move(done));
  });
  if (text.size() > kMaxScreens)
    co_return Error{Errc::too_large, "tmux answered with more than 16 MiB. Name fewer sessions"};
  take_glances(text, mark, of, glances);
  if (reply && glances.size() != wanted) co_return unexpected_answer("display-message");
  if (reply) co_return Ok{};
  const Error& error = reply.error();
  if (error.code == Errc::no_server) {
    glances.resize(of.panes.size());
    co_return Ok{};
  }
  if (error.code != Errc::not_found || glances.size() == wanted) co_return error;
  glances.emplace_back();  // the pane that ended the batch is gone
  co_return Ok{};
}

Task<Result<Glances>> glance_at_all(Chain chain, Panes of) {
  Glances glances;
  while (glances.size() < of.panes.size()) {
    const std::size_t count = std::min(of.panes.size() - glances.size(), kPanesAtOnce);
    auto look = glance_at_next(chain, of, count, glances);
    const Status looked = co_await look;
    if (!looked) co_return looked.error();
  }
  co_return std::move(glances);
}

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

void glance_at_panes(const Chain& chain, std::vector<PaneState> panes,
                     std::shared_ptr<const StatusSnapshot> since,
                     UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done) {
  start(glance_at_all(chain, Panes{std::move(panes), std::move(since)}), std::move(done));
}

}  // namespace smcp::tmux
