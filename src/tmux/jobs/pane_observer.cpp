#include "tmux/jobs/pane_observer.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/called_back.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/link/ask_and_look.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/read/pane_changes.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{1};
constexpr milliseconds kLongestPause{25};

/// How long the cursor must stay: a line editor that moves its cursor does so at once.
constexpr milliseconds kRestTime{10};

auto asks_for(PaneId pane, std::size_t lines) {
  return [pane, lines](const Chain& chain, UniqueFunction<void(Result<JobSight>)> done) {
    see_pane(chain, pane, lines, std::move(done));
  };
}

}  // namespace

void PaneObserver::begin(milliseconds time) {
  go_on(time);
  pause_ = kFirstPause;
}

void PaneObserver::go_on(milliseconds time) {
  end_ = std::min(uv::Clock::now() + time, chain_->deadline());
}

Task<Ok> PaneObserver::wait() {
  const auto now = std::exchange(pause_, std::min(2 * pause_, kLongestPause));
  co_return co_await pause(loop_, chain_, now);
}

Task<Ok> PaneObserver::wait(milliseconds time) {
  co_return co_await pause(loop_, chain_, time);
}

void PaneObserver::see_ahead(milliseconds after, std::size_t lines) {
  if (!is_far_away()) return;
  ahead_.emplace(loop_, chain_, after, asks_for(pane_, lines));
}

Task<Result<JobSight>> PaneObserver::see(std::size_t lines, std::string tty) {
  std::vector<std::string> ttys{std::move(tty)};
  auto seen = co_await ask_and_look<Result<JobSight>>(loop_, chain_, std::move(ttys), asks_for(pane_, lines));
  co_return seen;
}

Task<Result<JobLook>> PaneObserver::look() {
  if (ahead_) {
    auto seen = co_await ahead_->take();
    ahead_.reset();
    if (!seen) co_return seen.error();
    co_return std::move(seen->look);
  }
  co_return co_await called_back<Result<JobLook>>(
      [this](UniqueFunction<void(Result<JobLook>)> done) { look_at_job(chain_, pane_, std::move(done)); });
}

Task<Result<Captured>> PaneObserver::capture(std::size_t lines) {
  if (ahead_) {
    auto seen = co_await ahead_->take();
    ahead_.reset();
    if (!seen) co_return seen.error();
    co_return std::move(seen->shown);
  }
  co_return co_await called_back<Result<Captured>>(
      [this, lines](UniqueFunction<void(Result<Captured>)> done) {
        CaptureRequest request;
        request.pane = pane_;
        request.lines = lines;
        request.max_bytes = kMostSeenText;
        capture_pane(chain_, std::move(request), std::move(done));
      });
}

Task<Result<JobLook>> PaneObserver::until(bool (*holds)(const JobLook&, std::int64_t), std::int64_t value,
                                          milliseconds time) {
  begin(time);
  for (;;) {
    auto seen = co_await look();
    if (!seen || holds(*seen, value) || is_over()) co_return seen;
    co_await wait();
  }
}

Task<Result<JobLook>> PaneObserver::until_typists_rest(milliseconds time) {
  return until([](const JobLook& look, std::int64_t idle) { return look.typist_idle() >= idle; }, kTypistIdle,
               time);
}

Task<Result<JobLook>> PaneObserver::until_cursor_at(std::int64_t cell, milliseconds time) {
  return until([](const JobLook& look, std::int64_t at) { return cursor_cell(look.state) == at; }, cell,
               time);
}

Task<Result<JobLook>> PaneObserver::until_cursor_leaves(std::int64_t cell, milliseconds time) {
  return until([](const JobLook& look, std::int64_t at) { return cursor_cell(look.state) != at; }, cell,
               time);
}

Task<Result<JobLook>> PaneObserver::until_cursor_at_least(std::int64_t cell, milliseconds time) {
  return until([](const JobLook& look, std::int64_t at) { return cursor_cell(look.state) >= at; }, cell,
               time);
}

Task<Result<JobLook>> PaneObserver::until_cursor_rests(milliseconds time) {
  begin(time);
  auto before = co_await look();
  for (;;) {
    co_await wait(kRestTime);
    auto seen = co_await look();
    const bool rests = before && seen && is_same_place(before->state, seen->state);
    if (rests || !seen || is_over()) co_return seen;
    before = std::move(seen);
  }
}

Task<bool> PaneObserver::until_shorter(const std::string& line, const std::string& behind,
                                       milliseconds time) {
  begin(time);
  for (;;) {
    const auto captured = co_await capture(kTypedRows);
    if (!captured) co_return false;
    if (has_lost_its_end(captured->text->text(), line, behind)) co_return true;
    if (is_over()) co_return false;
    co_await wait();
  }
}

Task<bool> PaneObserver::until_gone(const std::string& line, milliseconds time) {
  begin(time);
  for (;;) {
    const auto captured = co_await capture(kTypedRows);
    if (!captured) co_return false;
    if (!find_shown_line(captured->text->text(), line).shown) co_return true;
    if (is_over()) co_return false;
    co_await wait();
  }
}

}  // namespace smcp::tmux
