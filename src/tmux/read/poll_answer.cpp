#include "tmux/read/poll_answer.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tmux/read/cursor_of.hpp"

namespace smcp::tmux {

PollAnswer::PollAnswer(const PollRequest& request, const PaneQuestion& question, bool redrawn)
    : since_(request.since),
      colors_(request.colors),
      limits_{request.lines, request.max_bytes},
      new_text_(request.new_text),
      redrawn_(redrawn),
      reading_(question, {[this] { place(); },
                          [this](std::string_view bytes) {
                            if (new_) new_->feed(bytes);
                            if (whole_) whole_->feed(bytes);
                          },
                          [this](std::string_view bytes) {
                            if (!colors_) return screen_.feed(bytes);
                            std::string shown;
                            screen_colors_.feed(bytes, shown);
                            screen_.feed(shown);
                          }}),
      text_(std::make_shared<Tail>(limits_)),
      came_({1, request.max_bytes}),
      screen_(limits_) {}

void PollAnswer::place() {
  if (!reading_.fits()) return;
  const PaneState normal = reading_.normal();
  finding_ = locate(since_, normal, reading_.rows());
  const bool found = finding_.kind == Finding::Kind::found;
  finding_.redrawn = finding_.redrawn || (found && redrawn_);
  const bool screen = finding_.kind == Finding::Kind::screen && (finding_.redrawn || since_.untold);
  const bool has_end = found && finding_.end < static_cast<std::int64_t>(normal.rows());
  const bool whole = screen || (found && (finding_.redrawn || since_.untold));
  if (has_end) {
    if (new_text_ != nullptr) new_text_->begin();
    new_.emplace(reading_.rows(), from_end(), [this, whole](std::string_view bytes) {
      (whole ? came_ : *text_).feed(bytes);
      if (new_text_ != nullptr) new_text_->feed(bytes, new_->changed());
    });
  }
  if (whole)
    whole_.emplace(reading_.rows(), from_screen(), [this](std::string_view bytes) { text_->feed(bytes); });
}

LinesAfterRow::From PollAnswer::from_end() const {
  LinesAfterRow::From from;
  from.first_row = reading_.first_row();
  from.row = finding_.end;
  from.rows_before = since_.end_rows;
  from.fingerprint = since_.end_row;
  from.bits = fingerprint_bits(since_).end_row;
  from.colors = colors_;
  return from;
}

LinesAfterRow::From PollAnswer::from_screen() const {
  LinesAfterRow::From from;
  from.first_row = reading_.first_row();
  from.row = std::max<std::int64_t>(*finding_.screen, 0);
  from.inclusive = true;
  from.colors = colors_;
  return from;
}

void PollAnswer::finish() {
  if (new_) new_->finish();
  if (whole_) whole_->finish();
  std::string shown;
  if (colors_) screen_colors_.finish(shown);
  screen_.feed(shown);
  text_->finish();
  came_.finish();
  screen_.finish();
}

bool PollAnswer::torn() const {
  return (new_ && new_->torn()) || (whole_ && whole_->torn());
}

bool PollAnswer::failed() const {
  return (new_ && new_->failed()) || (whole_ && whole_->failed());
}

std::optional<Cursor> PollAnswer::cursor() const {
  auto result = cursor_of(reading_, plain_line(text_->last_line(), colors_));
  if (result) result->to_rewrap = since_.to_rewrap && result->alternate;
  if (!result || !new_ || text_->lines() > 0) return result;
  // Without a line of text, the end is a line that was there before. The cursor's line stays as it was told then,
  // even if tmux has split it since, or has joined it with the row above while both rows kept their text: if it
  // continues, as much of it has to be told anew as was told then.
  const auto end = static_cast<std::int64_t>(reading_.state()->history) + result->end;
  const auto& walked = new_->last_walked();
  if (end == finding_.end) {
    result->end_rows = since_.end_rows;
  } else if (walked && static_cast<std::int64_t>(walked->last) == end) {
    result->end_rows = walked->last - walked->first;
  }
  return result;
}

/// Whether the text in the place of the last line read may be another line, with lines missing in between.
bool PollAnswer::may_be_another() const {
  return finding_.kind == Finding::Kind::found && new_ && new_->changed() && since_.end == 0 &&
         !top_row_goes_on(since_, reading_.rows());
}

bool PollAnswer::nothing_new() const {
  if (!same_picture(since_, reading_)) return false;
  if (finding_.kind == Finding::Kind::screen) return !finding_.redrawn;
  return text_->passed() == 0 && !finding_.redrawn && !(new_ && new_->changed());
}

Polled::Kind PollAnswer::kind() const {
  if (nothing_new()) return Polled::Kind::unchanged;
  if (finding_.kind == Finding::Kind::screen && finding_.redrawn) return Polled::Kind::reset;
  if (finding_.redrawn || may_be_another()) return Polled::Kind::redrawn;
  return since_.alternate || reading_.state()->alternate ? Polled::Kind::alternate : Polled::Kind::news;
}

Polled PollAnswer::polled(const Cursor& cursor) {
  Polled polled;
  polled.kind = kind();
  polled.state = *reading_.state();
  if (polled.kind == Polled::Kind::unchanged) {
    polled.cursor = since_;
    return polled;
  }
  if (polled.kind == Polled::Kind::reset) polled.reset = Reset::no_history;
  polled.cursor = cursor;
  polled.replaces_last = new_ && new_->changed();
  polled.whole = whole_.has_value();
  const bool none = finding_.kind == Finding::Kind::screen && !finding_.redrawn;
  if (none || (new_ && !finding_.erased)) polled.came = whole_ ? came_.passed() : text_->passed();
  polled.text = text_;
  polled.passed = text_->passed();
  add_screen(polled);
  return polled;
}

/// Adds the alternate screen below the lines of the normal one.
void PollAnswer::add_screen(Polled& polled) {
  if (!polled.state.alternate) return;
  auto both = std::make_shared<Tail>(limits_);
  both->feed(text_->text());
  if (text_->lines() > 0) both->feed("\n");
  both->feed(screen_.text());
  both->finish();
  polled.text = std::move(both);
  polled.passed += screen_.passed();
  polled.screen_changed = !same_picture(since_, reading_);
  polled.screen_lines = std::min<std::uint64_t>(screen_.lines(), polled.text->lines());
}

}  // namespace smcp::tmux
