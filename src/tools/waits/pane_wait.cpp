#include "tools/waits/pane_wait.hpp"

#include <algorithm>
#include <utility>

#include "base/called_back.hpp"
#include "shell/foreground.hpp"
#include "shell/terminal_echo.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/last_typed.hpp"
#include "tmux/read/pane_changes.hpp"
#include "tmux/read/with_prompt.hpp"
#include "tools/pane_text.hpp"
#include "tools/waits/prompt_seen.hpp"

namespace smcp::tools {

PaneWait::PaneWait(Server& server, std::string session, Conditions conditions, Hooks hooks,
                   tmux::PinnedSessions pinned)
    : server_(&server),
      processes_(server.client.processes()),
      session_(std::move(session)),
      conditions_(std::move(conditions)),
      hooks_(std::move(hooks)),
      pinned_(std::move(pinned)),
      lines_(processes_, conditions_.patterns, conditions_.lines),
      judge_(conditions_, uv::Clock::now()) {}

void PaneWait::start(WaitFrom from) {
  smcp::start(prepare(shared_from_this(), std::move(from)), [weak = weak_from_this()](const Status& ready) {
    const auto self = weak.lock();
    if (!self || self->server_ == nullptr) return;
    if (!ready) self->fail(ready.error());
  });
}

/// Up to the first look. The chain owns the flow.
Task<Status> PaneWait::prepare(std::shared_ptr<PaneWait> self, WaitFrom from) {
  if (!from.pane && !from.selector.empty()) {
    const Status found = co_await self->find(from);
    if (!found) co_return found;
  }
  self->since_ = from.since;
  self->answer_.shown_before(from.shown);
  const auto captured = co_await self->capture(from.pane);
  if (captured) {
    co_await self->ask_typed(captured->state.pane);
    self->begin(*captured);
  } else if (self->since_ && captured.error().code == Errc::not_found) {
    self->end(WaitEnd::gone);
  } else {
    co_return captured.error();
  }
  co_return Ok{};
}

Task<Status> PaneWait::find(WaitFrom& from) {
  chain_ = server_->new_chain(pinned_);
  const auto pane =
      co_await called_back<Result<tmux::Pane>>([&](UniqueFunction<void(Result<tmux::Pane>)> done) {
        tmux::find_pane(chain_, session_, from.selector, std::move(done));
      });
  if (!pane) co_return pane.error();
  if (from.since && from.since->pane != pane->id) co_return other_pane(*from.since, pane->id);
  from.pane = pane->id;
  co_return Ok{};
}

Task<Ok> PaneWait::ask_typed(tmux::PaneId pane) {
  chain_ = server_->new_chain();
  const auto typed = co_await called_back<std::optional<tmux::LastTyped>>(
      [&](UniqueFunction<void(std::optional<tmux::LastTyped>)> done) {
        tmux::ask_last_typed(chain_, pane, std::move(done));
      });
  if (!typed) co_return Ok{};
  typed_ = typed->lines;
  if (!since_) since_ = typed->before;
  co_return Ok{};
}

Task<Result<tmux::Captured>> PaneWait::capture(std::optional<tmux::PaneId> pane) {
  tmux::CaptureRequest request;
  request.session = session_;
  request.pane = pane;
  request.lines = lines_.lines_to_read();
  request.max_bytes = KeptLines::kMaxBytes;
  request.hidden = true;
  auto captured =
      co_await called_back<Result<tmux::Captured>>([&](UniqueFunction<void(Result<tmux::Captured>)> done) {
        read([request = std::move(request), done = std::move(done)](const std::shared_ptr<PaneWait>& self,
                                                                    Gate::Pass pass) mutable {
          auto finish = [done = std::move(done),
                         pass = std::move(pass)](Result<tmux::Captured> text) mutable {
            pass.leave();
            done(std::move(text));
          };
          tmux::capture_pane(self->chain_, std::move(request), std::move(finish));
        });
      });
  co_return captured;
}

/// With a place among the captures, which may come later. What waits for it does not keep us alive.
void PaneWait::read(UniqueFunction<void(const std::shared_ptr<PaneWait>&, Gate::Pass)> ask) {
  chain_ = server_->new_chain(pinned_);
  auto enter = [weak = weak_from_this(), ask = std::move(ask)](Gate::Pass pass) mutable {
    if (const auto self = weak.lock()) ask(self, std::move(pass));
  };
  in_captures(*server_, chain_, Gate::WhileHeld::enter, std::move(enter));
}

void PaneWait::begin(const tmux::Captured& captured) {
  seen_ = captured.state;
  cursor_ = since_.value_or(with_prompt(captured.cursor, captured.state, processes_));
  lines_.begin(captured, *cursor_, since_.has_value(), typed_);
  answer_.typed(typed_);
  began_at_ = cursor_;
  note_shown(*captured.text, captured.screen_lines);
  recent_.show(*captured.text);
  judge_ = WaitJudge(conditions_, uv::Clock::now());
  if (since_ || !captured.cursor.second_over) judge_.expect_output();
  const auto at_most = conditions_.patterns.any() ? kPatternLook : tmux::PaneTicker::kQuietPause;
  watch_ = server_->ticker.watch(at_most, [weak = weak_from_this()](const tmux::PaneTicker::Panes& panes) {
    const auto self = weak.lock();
    return self && self->looked(panes);
  });
  if (judge_.is_unread()) poll();
}

void PaneWait::stop() {
  watch_.reset();
  if (chain_) chain_->cancel();
  chain_ = nullptr;
  hooks_ = {};
  server_ = nullptr;
}

bool PaneWait::looked(const tmux::PaneTicker::Panes& panes) {
  const auto found = std::find_if(panes.begin(), panes.end(), [this](const tmux::PaneState& state) {
    return state.pane == cursor_->pane && state.session == session_;
  });
  if (found == panes.end()) {
    end(WaitEnd::gone);
    return true;
  }
  const bool printed = !tmux::looks_same(seen_, *found);
  const bool changed = tmux::may_have_printed(seen_, *found);
  seen_ = *found;
  judge_.looked(printed, changed, uv::Clock::now());
  if (changed) pace_.changed(uv::Clock::now());
  // What is printed is read first: what the look shows would be old.
  if (looking_ && judge_.is_unread()) chain_->cancel();
  looking_ = looking_ && !judge_.is_unread();
  if (polling_ || looking_) return changed;
  return go_on() || changed;
}

void PaneWait::poll() {
  polling_ = true;
  read([](const std::shared_ptr<PaneWait>& self, Gate::Pass pass) { self->poll_now(std::move(pass)); });
}

void PaneWait::poll_now(Gate::Pass pass) {
  judge_.begin_reading(uv::Clock::now());
  tmux::PollRequest request;
  request.session = session_;
  request.since = *cursor_;
  request.lines = lines_.lines_to_read();
  request.max_bytes = KeptLines::kMaxBytes;
  request.new_text = lines_.new_text(*cursor_);
  tmux::poll_pane(
      chain_, std::move(request),
      [self = shared_from_this(), pass = std::move(pass)](const Result<tmux::Polled>& polled) mutable {
        pass.leave();
        self->polling_ = false;
        if (polled) return self->polled(*polled);
        // A server that does not answer for a while is asked again; the next look comes in any
        // case.
        self->judge_.reading_failed();
        self->ends_.reset();
        const auto code = polled.error().code;
        if (code == Errc::not_found || code == Errc::no_server) self->end(WaitEnd::gone);
      });
}

void PaneWait::polled(const tmux::Polled& polled) {
  // What the session shows instead is not ours to read.
  if (polled.kind == tmux::Polled::Kind::reset && polled.reset == tmux::Reset::pane_gone)
    return end(WaitEnd::gone);
  const bool may_go_on = !polled.state.counters && polled.state.now <= polled.state.activity;
  const auto before = lines_.came();
  const auto match = lines_.take(polled);
  judge_.end_reading(lines_.came() != before, may_go_on, uv::Clock::now());
  cursor_ = polled.cursor;
  answer_.take(polled);
  if (polled.text) {
    note_shown(*polled.text, polled.screen_lines);
    if (polled.kind == tmux::Polled::Kind::news) {
      recent_.add(*polled.text, polled.replaces_last);
    } else {
      recent_.show(*polled.text);
    }
  }
  if (lines_.too_slow()) {
    return fail({Errc::too_large, "pattern takes too long on the output of session \"" +
                                      server_->shown(session_) + "\"; use a simpler one"});
  }
  if (match) {
    matched_line_ = match->line;
    return end(match->which == LinePatterns::Which::fail ? WaitEnd::failed : WaitEnd::matched);
  }
  const auto ends = std::exchange(ends_, std::nullopt);
  if (ends && lines_.came() == before) return end(*ends);
  go_on();
}

/// Reads what is unread, or looks, or does what the judge says. Returns whether the next look is to come soon.
bool PaneWait::go_on() {
  if (judge_.is_unread()) {
    poll();
    return false;
  }
  const auto now = uv::Clock::now();
  const bool asks = judge_.needs_input(now) || (judge_.needs_foreground() && pace_.is_due(now));
  if (!asks || seen_.dead || !processes_.needs_look()) return decide(false);
  look();
  return false;
}

/// At the machine, where that is another one.
void PaneWait::look() {
  looking_ = true;
  chain_ = server_->new_chain();
  chain_->look({seen_.tty}, [self = shared_from_this()] {
    self->looking_ = false;
    self->pace_.looked(uv::Clock::now());
    if (self->judge_.is_unread()) return self->poll();
    // A look takes so long that what it shows twice is what it shows.
    if (self->decide(true)) self->decide(true);
  });
}

/// Does what the judge says. What a look at another machine shows has taken its time: what has been printed meanwhile, the
/// question above all, is read before the wait ends.
bool PaneWait::decide(bool after_look) {
  WaitJudge::Seen seen;
  seen.dead = seen_.dead;
  // Before the echo of what was typed has come, a line behind ssh is that of the prompt before.
  const bool rests = judge_.is_quiet(uv::Clock::now()) && (!conditions_.answer || lines_.came() > 0);
  if (judge_.needs_foreground())
    seen.foreground = foreground_in(processes_, seen_, recent_, rests ? last_line_ : "");
  seen.lines_came = lines_.saw_lines();
  seen.answered = answer_.has_come(lines_);
  if (judge_.needs_input(uv::Clock::now()))
    seen.input = shell::input_awaited(processes_, seen_.pid, seen_.tty, seen_.cursor_x > 0);
  const WaitVerdict verdict = judge_.judge(seen, uv::Clock::now());
  using Next = WaitVerdict::Next;
  if (verdict.next == Next::wait || verdict.next == Next::look_again) return verdict.next == Next::look_again;
  if (verdict.next == Next::read) {
    pace_.look_again();
    poll();
    return false;
  }
  WaitEnd how = verdict.how;
  const bool is_read = !after_look || how == WaitEnd::finished || how == WaitEnd::dead;
  if (how == WaitEnd::finished && needs_rest_of_command(processes_, seen_, recent_)) how = WaitEnd::waiting;
  hidden_ = how == WaitEnd::waiting &&
            shell::echo_of(processes_.terminal_modes(seen_.tty)) == shell::TerminalEcho::hidden;
  if (!is_read) ends_ = how;
  is_read ? end(how) : poll();
  return false;
}

void PaneWait::note_shown(const tmux::Tail& text, std::uint64_t screen_lines) {
  last_line_ = lines_.last_line(text);
  screen_.reset();
  if (screen_lines == 0 || screen_lines > text.lines()) return;
  const std::string_view first = text.line_from_end(screen_lines - 1);
  screen_ = text.text().substr(static_cast<std::size_t>(first.data() - text.text().data()));
}

void PaneWait::end(WaitEnd outcome) {
  auto ended = std::move(hooks_.ended);
  stop();
  if (ended) ended(outcome);
}

void PaneWait::fail(const Error& error) {
  auto failed = std::move(hooks_.failed);
  stop();
  if (failed) failed(error);
}

}  // namespace smcp::tools
