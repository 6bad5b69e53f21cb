#include "tools/pane_wait.hpp"

#include <algorithm>
#include <utility>

#include "tmux/foreground.hpp"
#include "tmux/shell_probe.hpp"
#include "tools/pane_text.hpp"

namespace smcp::tools {
namespace {

constexpr std::size_t kMaxKnown = 10 * PaneWait::kKnownLines;

/// tmux's clock has whole seconds: what came in the second of a reading may have come after it.
constexpr std::chrono::milliseconds kSecondIsOver{1050};

template <typename OnLine>
void each_line(std::string_view text, std::size_t lines, OnLine on_line) {
  for (; lines > 0; --lines) {
    const auto end = std::min(text.find('\n'), text.size());
    on_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool same_output(const tmux::PaneState& a, const tmux::PaneState& b) {
  return a.pid == b.pid && a.activity == b.activity && a.history == b.history && a.cursor_x == b.cursor_x &&
         a.cursor_y == b.cursor_y && a.width == b.width && a.height == b.height &&
         a.alternate == b.alternate && a.dead == b.dead && a.counters == b.counters;
}

}  // namespace

PaneWait::PaneWait(Toolbox& tools, std::string session, Conditions conditions, Hooks hooks)
    : tools_(&tools),
      session_(std::move(session)),
      conditions_(std::move(conditions)),
      hooks_(std::move(hooks)),
      started_(Clock::now()),
      last_change_(started_) {
  if (conditions_.pattern) matcher_.emplace(*conditions_.pattern);
}

tmux::Chain PaneWait::new_chain() {
  return std::make_shared<tmux::RequestChain>(tools_->client, tools_->timeout);
}

void PaneWait::start(std::optional<tmux::PaneId> pane, std::optional<tmux::Cursor> since) {
  tmux::CaptureRequest request;
  request.session = session_;
  request.pane = pane;
  request.lines = kKnownLines;
  request.max_bytes = kMaxBytes;
  chain_ = new_chain();
  tmux::capture_pane(chain_, std::move(request),
                     [self = shared_from_this(), since](const Result<tmux::Captured>& captured) {
                       if (captured) return self->begin(*captured, since);
                       if (since && captured.error().code == Errc::not_found) return self->end(Outcome::gone);
                       self->fail(captured.error());
                     });
}

void PaneWait::begin(const tmux::Captured& captured, const std::optional<tmux::Cursor>& since) {
  each_line(captured.text->text(), captured.text->lines(),
            [this](std::string_view line) { known_.emplace(line); });
  seen_ = captured.state;
  start_ = since.value_or(with_prompt(captured.cursor, captured.state));
  cursor_ = start_;
  if (!since) {
    start_line_ = std::string(last_line(*captured.text));
  }
  dirty_ = since.has_value() || !captured.cursor.settled;
  started_ = last_change_ = Clock::now();
  const auto at_most = conditions_.pattern ? kPatternLook : tmux::Lookout::kQuiet;
  watch_ = tools_->lookout.watch(at_most, [weak = weak_from_this()](const tmux::Lookout::Panes& panes) {
    const auto self = weak.lock();
    return self && self->looked(panes);
  });
  if (dirty_) poll();
}

void PaneWait::stop() {
  watch_.reset();
  if (chain_) chain_->cancel();
  chain_ = nullptr;
  hooks_ = {};
  tools_ = nullptr;
}

bool PaneWait::looked(const tmux::Lookout::Panes& panes) {
  const auto found = std::find_if(panes.begin(), panes.end(), [this](const tmux::PaneState& state) {
    return state.pane == cursor_->pane && state.session == session_;
  });
  if (found == panes.end()) {
    end(Outcome::gone);
    return true;
  }
  const bool changed = !same_output(seen_, *found);
  seen_ = *found;
  const auto now = Clock::now();
  if (changed) last_change_ = now;
  if (read_again_ && now >= *read_again_) {
    read_again_.reset();
    dirty_ = true;
  }
  dirty_ = dirty_ || changed;
  if (polling_) return changed;
  if (dirty_) {
    poll();
  } else {
    judge();
  }
  return changed;
}

void PaneWait::poll() {
  polling_ = true;
  dirty_ = false;
  tmux::PollRequest request;
  request.session = session_;
  request.since = *cursor_;
  request.lines = std::max(conditions_.lines, kKnownLines);
  request.max_bytes = kMaxBytes;
  request.new_text = matcher_ ? &*matcher_ : nullptr;
  chain_ = new_chain();
  tmux::poll_pane(chain_, std::move(request),
                  [self = shared_from_this()](const Result<tmux::Polled>& polled) {
                    self->polling_ = false;
                    if (polled) return self->polled(*polled);
                    // A server that does not answer for a while is asked again; the next look comes in any
                    // case.
                    self->dirty_ = true;
                    const auto code = polled.error().code;
                    if (code == Errc::not_found || code == Errc::no_server) self->end(Outcome::gone);
                  });
}

void PaneWait::polled(const tmux::Polled& polled) {
  using Kind = tmux::Polled::Kind;
  const bool may_go_on = !polled.state.counters && polled.state.now <= polled.state.activity;
  if (may_go_on && !read_again_) read_again_ = Clock::now() + kSecondIsOver;
  std::optional<std::string> match;
  if (polled.kind == Kind::news) {
    match = take_news(polled);
  } else if (polled.kind != Kind::unchanged) {
    match = take_anew(polled);
  }
  cursor_ = polled.cursor;
  if (matcher_ && matcher_->too_slow()) {
    return fail({Errc::too_large,
                 "pattern takes too long on the output of session \"" + session_ + "\"; use a simpler one"});
  }
  if (match) {
    matched_line_ = *match;
    return end(Outcome::matched);
  }
  if (dirty_) return poll();
  judge();
}

/// What joins on to what was read before.
std::optional<std::string> PaneWait::take_news(const tmux::Polled& polled) {
  if (matcher_) matcher_->finish();
  const std::string_view text = polled.text->text();
  const std::uint64_t came = polled.text->passed();
  const std::string first(matcher_ ? std::string_view(matcher_->first_line())
                                   : text.substr(0, std::min(text.find('\n'), text.size())));
  const bool start_line = polled.replaces_last && on_start_line_ && is_start_line(first);
  if (polled.replaces_last && !kept_.empty()) {
    kept_bytes_ -= kept_.back().size();
    kept_.pop_back();
  }
  skipped_ += came - polled.text->lines();
  each_line(text, polled.text->lines(), [this](std::string_view line) { keep(line); });
  saw_lines_ = saw_lines_ || came > (polled.replaces_last ? 1U : 0U);
  on_start_line_ = on_start_line_ && came <= 1 && polled.replaces_last;
  return matcher_ ? matcher_->match(!start_line) : std::nullopt;
}

/// The newest lines, or the screen, where nothing tells which of them are new: those that were not known.
std::optional<std::string> PaneWait::take_anew(const tmux::Polled& polled) {
  lost_ = lost_ || polled.kind == tmux::Polled::Kind::lost;
  auto old = known_;
  std::optional<std::string> match;
  each_line(polled.text->text(), polled.text->lines(), [&](std::string_view line) {
    const auto known = old.find(std::string(line));
    if (known != old.end()) {
      old.erase(known);
      return;
    }
    if (line.empty()) return;
    keep(line);
    const bool start_line = on_start_line_ && is_start_line(line);
    saw_lines_ = saw_lines_ || !start_line;
    if (!match && !start_line && conditions_.pattern && conditions_.pattern->matches(line))
      match = std::string(line);
  });
  return match;
}

/// Whether it is the line of the first cursor, with what was typed behind it.
bool PaneWait::is_start_line(std::string_view line) const {
  if (start_.at_prompt) return true;  // prompts are drawn anew
  if (start_line_) return line.starts_with(*start_line_);
  if (start_.end_rows > 0) return true;
  return tmux::begins_with_row(line, start_.end_row, fingerprint_bits(start_).end_row);
}

void PaneWait::keep(std::string_view line) {
  if (known_.size() >= kMaxKnown) known_.clear();
  known_.emplace(line);
  kept_.emplace_back(line);
  kept_bytes_ += line.size();
  while (kept_.size() > conditions_.lines || (kept_bytes_ > kMaxBytes && kept_.size() > 1)) {
    kept_bytes_ -= kept_.front().size();
    kept_.pop_front();
    ++skipped_;
  }
}

/// With all that there was to read having been read.
void PaneWait::judge() {
  if (seen_.dead) return end(Outcome::dead);
  if (conditions_.finished && has_finished()) return end(Outcome::finished);
  if (conditions_.idle && Clock::now() - last_change_ >= *conditions_.idle) end(Outcome::idle);
}

bool PaneWait::has_finished() {
  const auto shell = tmux::shell_state_of(seen_.pid);
  if (!shell.known) return false;
  if (!shell.foreground || tmux::foreground_of(seen_.pid, seen_.tty, {}) != tmux::Foreground::at_prompt) {
    saw_job_ = true;
    prompts_ = 0;
    return false;
  }
  ++prompts_;
  if (saw_job_) return true;
  // A job may have been too quick to be seen, or be about to begin.
  return prompts_ > 1 && (saw_lines_ || Clock::now() - started_ >= kNothingRuns);
}

std::string PaneWait::text() const {
  std::string text;
  for (const auto& line : kept_) {
    if (!text.empty() || &line != &kept_.front()) text.push_back('\n');
    text += line;
  }
  return text;
}

void PaneWait::end(Outcome outcome) {
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
