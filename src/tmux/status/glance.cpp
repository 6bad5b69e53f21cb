#include "tmux/status/glance.hpp"

#include <algorithm>
#include <utility>

#include "base/task.hpp"
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

using Glances = std::vector<std::optional<Glance>>;

/// Adds the glances in `text`, up to the first pane that is gone, for whose state tmux prints blanks.
void take_glances(std::string_view text, const std::string& mark, const std::vector<PaneToGlanceAt>& panes,
                  Glances& glances) {
  for (auto at = text.find(mark); at != std::string_view::npos;) {
    text.remove_prefix(at);
    at = text.find(mark, mark.size());
    auto glance = read_glance(text.substr(0, at), panes[glances.size()], mark);
    if (!glance) return;
    glances.push_back(std::move(glance));
    if (glances.size() == panes.size()) return;
  }
}

/// Looks at the next `count` panes, and adds their glances to the others.
Task<Status> glance_at_next(Chain chain, const std::vector<PaneToGlanceAt>& panes, std::size_t count,
                            Glances& glances) {
  const auto wanted = glances.size() + count;
  const std::string mark = fresh_mark();
  std::vector<PaneQuestion> questions;
  for (std::size_t i = glances.size(); i < wanted; ++i) questions.push_back(question_of(panes[i], mark));
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
  take_glances(text, mark, panes, glances);
  if (reply && glances.size() != wanted) co_return unexpected_answer("display-message");
  if (reply) co_return Ok{};
  const Error& error = reply.error();
  if (error.code == Errc::no_server) {
    glances.resize(panes.size());
    co_return Ok{};
  }
  if (error.code != Errc::not_found || glances.size() == wanted) co_return error;
  glances.emplace_back();  // the pane that ended the batch is gone
  co_return Ok{};
}

Task<Result<Glances>> glance_at_all(Chain chain, std::vector<PaneToGlanceAt> panes) {
  Glances glances;
  while (glances.size() < panes.size()) {
    const std::size_t count = std::min(panes.size() - glances.size(), kPanesAtOnce);
    auto look = glance_at_next(chain, panes, count, glances);
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

void glance_at_panes(const Chain& chain, std::vector<PaneToGlanceAt> panes,
                     UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done) {
  start(glance_at_all(chain, std::move(panes)), std::move(done));
}

}  // namespace smcp::tmux
