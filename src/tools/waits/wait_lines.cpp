#include "tools/waits/wait_lines.hpp"

#include <algorithm>
#include <ctime>
#include <utility>
#include <vector>

#include "text/fingerprint.hpp"
#include "tmux/read/with_prompt.hpp"
#include "tools/pane_text.hpp"

namespace smcp::tools {
namespace {

using Kind = tmux::Polled::Kind;

/// Lines [first, last) of a text.
template <typename OnLine>
void each_line(std::string_view text, std::size_t first, std::size_t last, OnLine on_line) {
  for (std::size_t i = 0; i < last; ++i) {
    const auto end = std::min(text.find('\n'), text.size());
    if (i >= first) on_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// The same, and with each whether it is joined with the one before, which is an echo.
template <typename OnPart>
void each_part(const JoinedEcho& joined, std::string_view text, std::size_t first, std::size_t last,
               OnPart on_part) {
  each_line(text, first, last, [&](std::string_view line) {
    bool parted = false;
    joined.split(line, 0, [&](std::string_view part, bool) { on_part(part, std::exchange(parted, true)); });
  });
}

/// How many of a poll's lines are not an alternate screen's; those come first.
std::size_t normal_lines(const tmux::Polled& polled) {
  return polled.text->lines() - static_cast<std::size_t>(polled.screen_lines);
}

/// Whether the last line may stand further down now, as another one is in its place: rows were inserted above
/// it, or it is one that a program keeps below its output.
bool is_moved(const tmux::Polled& polled, const tmux::Cursor& since, std::string_view first) {
  return polled.replaces_last &&
         !tmux::begins_with_row(first, since.end_row, fingerprint_bits(since).end_row);
}

/// How much of the line of `cursor` an earlier poll has given for certain: its rows above the last one.
std::size_t told_cells(const tmux::Cursor& cursor) {
  return static_cast<std::size_t>(cursor.end_rows * cursor.width);
}

/// What is known of the line of `cursor`, behind which something is typed.
std::optional<JoinedEcho::Row> row_of(const tmux::Cursor& cursor) {
  if (cursor.end < 0) return std::nullopt;
  return JoinedEcho::Row{cursor.end_row, fingerprint_bits(cursor).end_row, told_cells(cursor)};
}

/// Feeds lines none of which stands in the place of the last one.
class LinesApart {
 public:
  explicit LinesApart(std::optional<LineScan>& matcher) : matcher_(matcher) {
    if (matcher_) matcher_->begin();
    feed("");  // the first line is treated separately, and none of these is to be
  }
  void feed(std::string_view line) {
    if (!matcher_) return;
    matcher_->feed(line, false);
    matcher_->feed("\n", false);
  }

 private:
  std::optional<LineScan>& matcher_;
};

bool shows_prompt(const tmux::Polled& polled, const shell::ProcessView& processes) {
  return tmux::with_prompt(polled.cursor, polled.state, processes).at_prompt;
}

}  // namespace

WaitLines::WaitLines(const shell::ProcessView& processes, LinePatterns patterns, std::size_t lines)
    : processes_(processes), patterns_(std::move(patterns)), kept_(lines) {}

void WaitLines::begin(const tmux::Captured& captured, const tmux::Cursor& start, bool from_before,
                      const std::vector<TypedLine>& typed) {
  joined_ = JoinedEcho(typed, start.width, row_of(start));
  if (patterns_.any())
    matcher_.emplace(
        patterns_, [] { return std::clock(); }, TypedEcho(typed, start.at_prompt), joined_);
  each_part(joined_, captured.text->text(), 0, captured.text->lines(),
            [this](std::string_view line, bool) { known_.add_old(line); });
  since_unread_ = from_before;
  const bool sees_line = !from_before && !captured.state.alternate;
  if (sees_line) last_line_ = captured.text->last_line();
  start_ = StartLine(start, sees_line ? std::optional(last_line_) : std::nullopt);
}

tmux::NewText* WaitLines::new_text(const tmux::Cursor& since) {
  since_ = since;
  if (!matcher_) return nullptr;
  matcher_->expect_moved(since.end_row, fingerprint_bits(since).end_row);
  matcher_->expect_told(told_cells(since));
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
  std::vector<std::string_view> parts;  // of the first line
  each_line(text, last - told, std::min(last - told + 1, last), [&](std::string_view line) {
    const bool replaces = polled.replaces_last && told == came;
    joined_.split(line, replaces ? told_cells(since_) : 0,
                  [&](std::string_view part, bool) { parts.push_back(part); });
  });
  std::string first(matcher_ ? std::string_view(matcher_->first_line()) : std::string_view());
  if (!matcher_ && !parts.empty()) first = parts.front();
  const bool parted = parts.size() > 1;
  // In the top row of a screen that was erased, a prompt that is drawn anew stands alone; all else is output.
  const bool may_be_prompt = polled.kind != Kind::redrawn || (came == 1 && shows_prompt(polled, processes_));
  const bool start_line =
      polled.replaces_last && on_start_line_ && start_.is_replaced_by(first, may_be_prompt);
  // What is left of a line is as old as the line.
  const bool shortened = polled.replaces_last && !first.empty() && last_line_.starts_with(first);
  // A last line that comes again goes by its new text from now on: a line that grows with each poll is one.
  const auto last_kept = polled.replaces_last ? kept_.take_back_last() : std::nullopt;
  if (last_kept) known_.remove_came(*last_kept);
  kept_.skip(came - told);
  for (const std::string_view part : parts) keep(part);
  each_part(joined_, text, last - told + 1, last, [this](std::string_view line, bool) { keep(line); });
  saw_lines_ = saw_lines_ || parted || came > (polled.replaces_last ? 1U : 0U);
  if (start_line) start_.show(first);
  on_start_line_ = on_start_line_ && came <= 1 && polled.replaces_last && !parted;
  auto found = match(!start_line && !shortened, is_moved(polled, since_, first));
  last_line_ = told > 0 ? std::string(kept_.newest()) : std::string();
  return found;
}

/// What is there now is known, but some of it came after the cursor, and nothing tells what: all is new.
/// Only where the text is as it was, in another width, can the line of the cursor be found again.
void WaitLines::find_old_lines(const tmux::Polled& polled) {
  known_.clear_old();
  if (polled.kind != Kind::reset || polled.reset != tmux::Reset::resized) return;
  std::vector<std::string_view> lines;
  each_line(polled.text->text(), 0, polled.text->lines(),
            [&](std::string_view line) { lines.push_back(line); });
  // Prompts begin alike: it is the last one behind which something was typed, if there is any.
  auto found = std::find_if(lines.rbegin(), lines.rend(),
                            [this](std::string_view line) { return start_.is_continued_by(line); });
  if (found == lines.rend()) {
    found = std::find_if(lines.rbegin(), lines.rend(),
                         [this](std::string_view line) { return start_.begins(line); });
  }
  for (auto line = found; line != lines.rend(); ++line) {
    // What is joined with the line of the cursor came after it.
    joined_.split(*line, 0, [&, below = false](std::string_view part, bool) mutable {
      if (line != found || !below) known_.add_old(part);
      below = true;
    });
  }
}

/// The newest lines, or the screen, where nothing tells which of them are new: those that were not known.
std::optional<LineMatch> WaitLines::take_anew(const tmux::Polled& polled) {
  LinesApart apart(matcher_);
  // A screen of its own hides the line of the first cursor for a while.
  const bool on_start_line = on_start_line_ && !polled.state.alternate;
  const bool had_prompt = on_start_line && start_.cursor().at_prompt;
  const bool has_prompt = had_prompt && shows_prompt(polled, processes_);
  KnownLines::Comparison shown(known_);
  std::size_t left = normal_lines(polled);
  bool below_known = false;
  bool new_lines = false;
  last_line_.clear();
  each_part(joined_, polled.text->text(), 0, left, [&](std::string_view text, bool parted) {
    if (!parted) --left;
    if (text.empty()) return;
    if (shown.is_known(text)) {
      below_known = true;
      return;
    }
    const std::string line(text);
    // A prompt may be drawn anew, not as it was: then it is the first that differs, or where the shell is.
    const bool start_line = line == start_.shown() || (on_start_line && start_.begins(line)) ||
                            (had_prompt && below_known && !new_lines && !parted) || (has_prompt && left == 0);
    keep(line);
    if (start_line) {
      start_.show(line);
      if (matcher_) matcher_->pass_over(line);
      return;
    }
    new_lines = true;
    apart.feed(line);
  });
  saw_lines_ = saw_lines_ || new_lines;
  if (on_start_line && new_lines) on_start_line_ = false;
  return match(false, false);
}

/// The rows of an alternate screen that were not there. Before the beginning nobody has seen that screen.
std::optional<LineMatch> WaitLines::take_screen(const tmux::Polled& polled) {
  LinesApart apart(matcher_);
  KnownLines::Comparison shown(known_);
  each_line(polled.text->text(), normal_lines(polled), polled.text->lines(), [&](std::string_view text) {
    if (text.empty()) return;
    if (since_unread_) known_.remove_old(text);
    if (shown.is_known(text)) return;
    note_came(text);  // not kept: when the program leaves, its screen is gone
    saw_lines_ = true;
    apart.feed(text);
  });
  return match(false, false);
}

std::optional<LineMatch> WaitLines::match(bool with_first_line, bool without_moved) {
  if (!matcher_) return std::nullopt;
  matcher_->finish();
  too_slow_ = too_slow_ || matcher_->too_slow();
  return matcher_->match(with_first_line, without_moved);
}

std::string WaitLines::last_line(const tmux::Tail& text) const {
  std::string last;
  joined_.split(text.last_line(), 0, [&](std::string_view part, bool) { last = part; });
  return last;
}

void WaitLines::keep(std::string_view line) {
  note_came(line);
  kept_.add(line);
}

void WaitLines::note_came(std::string_view line) {
  ++lines_came_;
  known_.add_came(line);
}

}  // namespace smcp::tools
