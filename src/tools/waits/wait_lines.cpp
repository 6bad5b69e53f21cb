#include "tools/waits/wait_lines.hpp"

#include <algorithm>
#include <ctime>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/fingerprint.hpp"
#include "tmux/read/with_prompt.hpp"
#include "tools/pane_text.hpp"

namespace smcp::tools {
namespace {

using Kind = tmux::Polled::Kind;

/// Without them, a line that is still shown may come once more in the text; that it does not match is known.
constexpr std::size_t kMaxCame = 10 * WaitLines::kKnownLines;

/// Lines [first, last) of a text.
template <typename OnLine>
void each_line(std::string_view text, std::size_t first, std::size_t last, OnLine on_line) {
  for (std::size_t i = 0; i < last; ++i) {
    const auto end = std::min(text.find('\n'), text.size());
    if (i >= first) on_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// How many of a poll's lines are not an alternate screen's; those come first.
std::size_t normal_lines(const tmux::Polled& polled) {
  return polled.text->lines() - static_cast<std::size_t>(polled.screen_lines);
}

}  // namespace

WaitLines::WaitLines(const shell::ProcessView& processes, LinePatterns patterns, std::size_t lines)
    : processes_(processes), patterns_(std::move(patterns)), kept_(lines) {}

void WaitLines::begin(const tmux::Captured& captured, const tmux::Cursor& start, bool from_before,
                      const std::vector<TypedLine>& typed) {
  if (patterns_.any())
    matcher_.emplace(
        patterns_, [] { return std::clock(); }, TypedEcho(typed, start.at_prompt));
  each_line(captured.text->text(), 0, captured.text->lines(),
            [this](std::string_view line) { known_.insert(fingerprint(line)); });
  start_ = start;
  start_bits_ = fingerprint_bits(start).end_row;
  since_unread_ = from_before;
  if (from_before || captured.state.alternate) return;
  start_line_ = last_line_ = std::string(last_line(*captured.text));
}

tmux::NewText* WaitLines::new_text(const tmux::Cursor& since) {
  since_ = since;
  if (!matcher_) return nullptr;
  matcher_->expect_moved(since.end_row, fingerprint_bits(since).end_row);
  return &*matcher_;
}

std::optional<LineMatch> WaitLines::take(const tmux::Polled& polled) {
  if (polled.kind == Kind::unchanged) {
    since_unread_ = false;
    return std::nullopt;
  }
  const bool joins = polled.kind == Kind::news || polled.kind == Kind::alternate;
  // Another text in the top row stands in the place of the last line. Before the beginning nobody has seen
  // what is redrawn now, so nobody knows which of it is new; what stands below the end is.
  const bool below = polled.kind == Kind::redrawn && polled.came && (!polled.whole || since_unread_);
  if (!joins) reset_ = reset_word(polled);
  lost_ = lost_ || polled.kind == Kind::lost;
  // tmux shows a screen behind another one cut to the new width, until it comes back.
  const bool cut =
      polled.kind == Kind::reset && polled.reset == tmux::Reset::resized && polled.state.alternate;
  if (!joins && !below && !cut && since_unread_) find_old_lines(polled);
  Match match;
  if (!cut) match = joins || below ? take_news(polled) : take_anew(polled);
  if (polled.screen_lines > 0 && polled.screen_changed) {
    Match on_screen = take_screen(polled);
    if (!match) match = std::move(on_screen);
  }
  since_unread_ = false;
  if (matcher_) matcher_->commit();
  return match;
}

/// What joins on to what was read before, or stands in the place of its last line.
std::optional<LineMatch> WaitLines::take_news(const tmux::Polled& polled) {
  if (matcher_) matcher_->finish();
  const std::uint64_t came = *polled.came;
  if (came == 0) return std::nullopt;
  const std::size_t last = normal_lines(polled);
  const std::size_t told = std::min<std::uint64_t>(came, last);
  const std::string_view text = polled.text->text();
  std::string first(matcher_ ? std::string_view(matcher_->first_line()) : std::string_view());
  if (!matcher_) each_line(text, last - told, last - told + 1, [&](std::string_view line) { first = line; });
  const bool start_line = polled.replaces_last && on_start_line_ && is_start_line(first);
  // What is left of a line is as old as the line.
  const bool shortened = polled.replaces_last && !first.empty() && last_line_.starts_with(first);
  if (polled.replaces_last) forget_last();
  kept_.skip(came - told);
  each_line(text, last - told, last, [this](std::string_view line) { keep(line); });
  saw_lines_ = saw_lines_ || came > (polled.replaces_last ? 1U : 0U);
  if (start_line) shown_start_line_ = first;
  on_start_line_ = on_start_line_ && came <= 1 && polled.replaces_last;
  auto found = match(!start_line && !shortened, is_moved(polled, first));
  last_line_ = told > 0 ? std::string(kept_.newest()) : std::string();
  return found;
}

/// Whether the last line may stand further down now, as another one is in its place: rows were inserted above
/// it, or it is one that a program keeps below its output.
bool WaitLines::is_moved(const tmux::Polled& polled, std::string_view first) const {
  return polled.replaces_last &&
         !tmux::begins_with_row(first, since_.end_row, fingerprint_bits(since_).end_row);
}

/// What is there now is known, but some of it came after the cursor, and nothing tells what: all is new.
/// Only where the text is as it was, in another width, can the line of the cursor be found again.
void WaitLines::find_old_lines(const tmux::Polled& polled) {
  known_.clear();
  if (polled.kind != Kind::reset || polled.reset != tmux::Reset::resized) return;
  std::vector<std::string_view> lines;
  each_line(polled.text->text(), 0, polled.text->lines(),
            [&](std::string_view line) { lines.push_back(line); });
  // Prompts begin alike: it is the last one behind which something was typed, if there is any.
  const auto typed = [&](std::string_view line) {
    return begins_like_start(line) && !tmux::is_row(line, start_.end_row, start_bits_);
  };
  auto found = std::find_if(lines.rbegin(), lines.rend(), typed);
  if (found == lines.rend()) {
    found = std::find_if(lines.rbegin(), lines.rend(),
                         [this](std::string_view line) { return begins_like_start(line); });
  }
  for (; found != lines.rend(); ++found) known_.insert(fingerprint(*found));
}

/// The newest lines, or the screen, where nothing tells which of them are new: those that were not known.
std::optional<LineMatch> WaitLines::take_anew(const tmux::Polled& polled) {
  begin_apart();
  // A screen of its own hides the line of the first cursor for a while.
  const bool on_start_line = on_start_line_ && !polled.state.alternate;
  const bool had_prompt = on_start_line && start_.at_prompt;
  const bool has_prompt = had_prompt && tmux::with_prompt(start_, polled.state, processes_).at_prompt;
  std::unordered_map<Fingerprint, std::size_t> shown;
  std::size_t left = normal_lines(polled);
  bool below_known = false;
  bool new_lines = false;
  last_line_.clear();
  each_line(polled.text->text(), 0, left, [&](std::string_view text) {
    --left;
    if (text.empty()) return;
    const Fingerprint print = fingerprint(text);
    if (++shown[print] <= seen(print)) {
      below_known = true;
      return;
    }
    const std::string line(text);
    // A prompt may be drawn anew, not as it was: then it is the first that differs, or where the shell is.
    const bool start_line = line == shown_start_line_ || (on_start_line && begins_like_start(line)) ||
                            (had_prompt && below_known && !new_lines) || (has_prompt && left == 0);
    keep(line);
    if (start_line) {
      shown_start_line_ = line;
      if (matcher_) matcher_->pass_over(line);
      return;
    }
    new_lines = true;
    feed_apart(line);
  });
  saw_lines_ = saw_lines_ || new_lines;
  if (on_start_line && new_lines) on_start_line_ = false;
  return match(false, false);
}

/// The rows of an alternate screen that were not there. Before the beginning nobody has seen that screen.
std::optional<LineMatch> WaitLines::take_screen(const tmux::Polled& polled) {
  begin_apart();
  std::unordered_map<Fingerprint, std::size_t> shown;
  each_line(polled.text->text(), normal_lines(polled), polled.text->lines(), [&](std::string_view text) {
    if (text.empty()) return;
    const Fingerprint line = fingerprint(text);
    if (since_unread_) {
      if (const auto found = known_.find(line); found != known_.end()) known_.erase(found);
    }
    if (++shown[line] <= seen(line)) return;
    note_came(text);  // not kept: when the program leaves, its screen is gone
    saw_lines_ = true;
    feed_apart(text);
  });
  return match(false, false);
}

/// Whether it is the line of the first cursor, with what was typed behind it; for the line in its place.
bool WaitLines::is_start_line(std::string_view line) const {
  if (start_.at_prompt) return true;  // prompts are drawn anew
  return (!start_line_ && start_.end_rows > 0) || begins_like_start(line);
}

/// The same for a line in any place.
bool WaitLines::begins_like_start(std::string_view line) const {
  if (start_line_) return !start_line_->empty() && line.starts_with(*start_line_);
  return start_.end >= 0 && start_.end_rows == 0 && tmux::begins_with_row(line, start_.end_row, start_bits_);
}

/// For lines none of which stands in the place of the last one.
void WaitLines::begin_apart() {
  if (!matcher_) return;
  matcher_->begin();
  matcher_->feed("\n");  // the first line stands apart, and none of these does
}

void WaitLines::feed_apart(std::string_view line) {
  if (!matcher_) return;
  matcher_->feed(line);
  matcher_->feed("\n");
}

std::optional<LineMatch> WaitLines::match(bool with_first_line, bool without_moved) {
  if (!matcher_) return std::nullopt;
  matcher_->finish();
  too_slow_ = too_slow_ || matcher_->too_slow();
  return matcher_->match(with_first_line, without_moved);
}

WaitLines::Fingerprint WaitLines::fingerprint(std::string_view line) {
  tmux::Fingerprint print;
  print.row(line);
  return print.value();
}

void WaitLines::keep(std::string_view line) {
  note_came(line);
  kept_.add(line);
}

void WaitLines::note_came(std::string_view line) {
  ++lines_came_;
  if (came_.size() >= kMaxCame) came_.clear();
  came_.insert(fingerprint(line));
}

/// The last line of the normal screen comes again.
void WaitLines::forget_last() {
  const auto last = kept_.take_back_last();
  if (!last) return;
  // It goes by its new text from now on: a line that grows with each poll is one.
  if (const auto found = came_.find(fingerprint(*last)); found != came_.end()) came_.erase(found);
}

}  // namespace smcp::tools
