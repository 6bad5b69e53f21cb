#include "tools/pane_wait.hpp"

#include <algorithm>
#include <ctime>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tmux/foreground.hpp"
#include "tmux/shell_probe.hpp"
#include "tools/pane_text.hpp"

namespace smcp::tools {
namespace {

/// Without them, a line that is still shown may come once more in the text; that it does not match is known.
constexpr std::size_t kMaxCame = 10 * PaneWait::kKnownLines;

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

/// But for `activity`, which is the whole window's.
bool same_output(const tmux::PaneState& a, const tmux::PaneState& b) {
  return a.pid == b.pid && a.history == b.history && a.cursor_x == b.cursor_x && a.cursor_y == b.cursor_y &&
         a.width == b.width && a.height == b.height && a.alternate == b.alternate && a.dead == b.dead &&
         a.counters == b.counters;
}

}  // namespace

PaneWait::PaneWait(Toolbox& tools, std::string session, Conditions conditions, Hooks hooks)
    : tools_(&tools),
      session_(std::move(session)),
      conditions_(std::move(conditions)),
      hooks_(std::move(hooks)),
      started_(Clock::now()),
      last_change_(started_) {
  if (conditions_.pattern) matcher_.emplace(*conditions_.pattern, [] { return std::clock(); });
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
  since_unread_ = since.has_value();
  dirty_ = since_unread_ || !captured.cursor.settled;
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
  const bool printed = !same_output(seen_, *found);
  const bool changed = printed || (!found->counters && seen_.activity != found->activity);
  seen_ = *found;
  const auto now = Clock::now();
  if (printed) last_change_ = now;
  if (read_again_ && now >= *read_again_) {
    read_again_.reset();
    dirty_ = true;
  }
  dirty_ = dirty_ || changed;
  if (polling_) return changed;
  if (dirty_) {
    poll();
    return changed;
  }
  judge();
  return changed || prompts_ == 1;  // to be looked at once more
}

void PaneWait::poll() {
  polling_ = true;
  dirty_ = false;
  read_at_ = Clock::now();
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
  // What the session shows instead is none of ours.
  if (polled.kind == Kind::reset && polled.reset == tmux::Reset::pane_gone) return end(Outcome::gone);
  const bool may_go_on = !polled.state.counters && polled.state.now <= polled.state.activity;
  if (may_go_on && !read_again_) read_again_ = Clock::now() + kSecondIsOver;
  std::optional<std::string> match;
  if (polled.kind == Kind::news || (polled.kind == Kind::redrawn && polled.replaces_last)) {
    match = take_news(polled);
  } else if (polled.kind != Kind::unchanged) {
    if (since_unread_) find_old_lines(polled);
    match = take_anew(polled);
  }
  since_unread_ = false;
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

/// What joins on to what was read before, or stands in the place of its last line.
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
  if (start_line) shown_start_line_ = first;
  on_start_line_ = on_start_line_ && came <= 1 && polled.replaces_last;
  return matcher_ ? matcher_->match(!start_line) : std::nullopt;
}

/// What is there now is known, but some of it came after the cursor, and nothing tells what: all is new.
/// Only where the text is as it was, in another width, can the line of the cursor be found again.
void PaneWait::find_old_lines(const tmux::Polled& polled) {
  known_.clear();
  if (polled.kind != tmux::Polled::Kind::reset || polled.reset != tmux::Reset::resized) return;
  std::vector<std::string_view> lines;
  each_line(polled.text->text(), polled.text->lines(), [&](std::string_view line) { lines.push_back(line); });
  // Prompts begin alike: it is the last one behind which something was typed, if there is any.
  const auto bits = fingerprint_bits(start_).end_row;
  const auto typed = [&](std::string_view line) {
    return begins_like_start(line) && !tmux::is_row(line, start_.end_row, bits);
  };
  auto found = std::find_if(lines.rbegin(), lines.rend(), typed);
  if (found == lines.rend()) {
    found = std::find_if(lines.rbegin(), lines.rend(),
                         [this](std::string_view line) { return begins_like_start(line); });
  }
  for (; found != lines.rend(); ++found) known_.emplace(*found);
}

/// The newest lines, or the screen, where nothing tells which of them are new: those that were not known.
std::optional<std::string> PaneWait::take_anew(const tmux::Polled& polled) {
  lost_ = lost_ || polled.kind == tmux::Polled::Kind::lost;
  if (matcher_) {
    matcher_->begin();
    matcher_->feed("\n");  // the first line stands apart, and none of these does
  }
  // A screen of its own hides the line of the first cursor for a while.
  const bool on_start_line = on_start_line_ && !polled.state.alternate;
  const bool had_prompt = on_start_line && start_.at_prompt;
  const bool has_prompt = had_prompt && with_prompt(start_, polled.state).at_prompt;
  std::unordered_map<std::string, std::size_t> shown;
  std::size_t left = polled.text->lines();
  bool below_known = false;
  bool new_lines = false;
  each_line(polled.text->text(), polled.text->lines(), [&](std::string_view text) {
    --left;
    if (text.empty()) return;
    const std::string line(text);
    if (++shown[line] <= known_.count(line) + came_.count(line)) {
      below_known = true;
      return;
    }
    // A prompt may be drawn anew, not as it was: then it is the first that differs, or where the shell is.
    const bool start_line = line == shown_start_line_ || (on_start_line && begins_like_start(line)) ||
                            (had_prompt && below_known && !new_lines) || (has_prompt && left == 0);
    keep(line);
    if (start_line) {
      shown_start_line_ = line;
      return;
    }
    new_lines = true;
    if (!matcher_) return;
    matcher_->feed(line);
    matcher_->feed("\n");
  });
  saw_lines_ = saw_lines_ || new_lines;
  if (on_start_line && new_lines) on_start_line_ = false;
  return matcher_ ? matcher_->match(false) : std::nullopt;
}

/// Whether it is the line of the first cursor, with what was typed behind it; for the line in its place.
bool PaneWait::is_start_line(std::string_view line) const {
  if (start_.at_prompt) return true;  // prompts are drawn anew
  return (!start_line_ && start_.end_rows > 0) || begins_like_start(line);
}

/// The same for a line in any place.
bool PaneWait::begins_like_start(std::string_view line) const {
  if (start_line_) return !start_line_->empty() && line.starts_with(*start_line_);
  return start_.end >= 0 && start_.end_rows == 0 &&
         tmux::begins_with_row(line, start_.end_row, fingerprint_bits(start_).end_row);
}

void PaneWait::keep(std::string_view line) {
  last_change_ = Clock::now();
  if (came_.size() >= kMaxCame) came_.clear();
  came_.emplace(line);
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
  if (conditions_.finished && has_finished()) {
    if (std::exchange(read_at_prompt_, true)) return end(Outcome::finished);
    return poll();
  }
  if (saw_job_ && prompts_ == 1) return;  // the next look is to confirm it
  if (!conditions_.idle) return;
  const auto due = last_change_ + *conditions_.idle;
  if (Clock::now() < due) return;
  if (read_again_ && read_at_ < due) return poll();  // something may have come unseen
  end(Outcome::idle);
}

bool PaneWait::has_finished() {
  const auto shell = tmux::shell_state_of(seen_.pid);
  if (!shell.known) return false;
  if (!shell.foreground || tmux::foreground_of(seen_.pid, seen_.tty, {}) != tmux::Foreground::at_prompt) {
    saw_job_ = true;
    prompts_ = 0;
    read_at_prompt_ = false;
    return false;
  }
  // The kernel may still hold what the job has printed last, or tmux not have taken it yet.
  if (++prompts_ < 2) return false;
  // A job may have been too quick to be seen, or be about to begin.
  return saw_job_ || saw_lines_ || Clock::now() - started_ >= kNothingRuns;
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
