#include "text/tail.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "text/count_newlines.hpp"
#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

/// A chunk is processed in pieces of this size, so that memory does not depend on how the input is cut.
constexpr std::size_t kTakenAtOnce = 64 * 1024;
/// The smallest room that is allocated: two pieces, for short tails.
constexpr std::size_t kLeastRoom = 2 * kTakenAtOnce;

}  // namespace

Tail::Tail(Limits limits) : limits_(limits) {
  assert(limits.lines >= 1);
}

void Tail::feed(std::string_view chunk) {
  while (!chunk.empty()) {
    const auto piece = chunk.substr(0, kTakenAtOnce);
    chunk.remove_prefix(piece.size());
    take(piece);
  }
}

void Tail::finish() {
  if (limits_.blank_end) {
    if (has_text_ || overlong_ != Overlong::no || buffer_.size() > unfinished_) feed("\n");
    materialise_blanks(0);
  } else {
    feed("\n");  // ends an unfinished line; if there is none, it adds a blank line, which does not count
    blanks_ = 0;
  }
  drop_surplus_lines();
  trim();
  drop_surplus_bytes();
  if (head_ + buffer_.room() > kLeastRoom) {
    close_gap();
    buffer_.set_capacity(buffer_.size());
  }
  if (stored_ > 0) measured_ = line_ending_at(unfinished_ - 1, 0);
}

std::string_view Tail::text() const {
  if (stored_ == 0) return {};
  return buffer_.view().substr(head_, unfinished_ - 1 - head_);
}

std::uint64_t Tail::left_out() const {
  return std::min<std::uint64_t>(limits_.lines, passed_) - lines() - newest_dropped_;
}

std::string_view Tail::line_from_end(std::size_t i) const {
  assert(i < stored_);
  // Goes step by step from the last line that was asked for: reading all of them is one pass, and needs no
  // index.
  if (i < measured_.number) measured_ = line_ending_at(unfinished_ - 1, 0);
  while (measured_.number < i) measured_ = line_ending_at(measured_.begin - 1, measured_.number + 1);
  return buffer_.view().substr(measured_.begin, measured_.end - measured_.begin);
}

Tail::Line Tail::line_ending_at(std::size_t newline, std::size_t number) const {
  const auto before = buffer_.view().substr(head_, newline - head_);
  return {number, head_ + (before.rfind('\n') + 1), newline};  // npos + 1 is 0
}

void Tail::drop_oldest(std::size_t n) {
  n = std::min(n, stored_);
  head_ += offset_after_newlines(buffer_.view().substr(head_, unfinished_ - head_), n);
  stored_ -= n;
}

void Tail::drop_newest(std::size_t n) {
  n = std::min(n, stored_);
  if (n == 0) return;
  unfinished_ = static_cast<std::size_t>(line_from_end(n - 1).data() - buffer_.view().data());
  stored_ -= n;
  newest_dropped_ += n;
  measured_ = stored_ > 0 ? line_ending_at(unfinished_ - 1, 0) : Line{};
}

std::size_t Tail::memory() const {
  return buffer_.capacity();
}

void Tail::take(std::string_view piece) {
  if (overlong_ != Overlong::no) piece = pass_overlong(piece);
  const auto last = piece.rfind('\n');
  if (last != std::string_view::npos) {
    end_lines(piece.substr(0, last + 1));
    piece.remove_prefix(last + 1);
  }
  extend_unfinished(piece);
}

/// Skips the rest of a line that exceeds the byte bound. Returns what follows it.
std::string_view Tail::pass_overlong(std::string_view piece) {
  const auto newline = piece.find('\n');
  if (overlong_ == Overlong::spaces && has_text(piece.substr(0, newline))) {
    passed_ += std::exchange(blanks_, 0);
    drop_all();
    overlong_ = Overlong::text;
  }
  if (newline == std::string_view::npos) return {};
  const bool skipped = std::exchange(overlong_, Overlong::no) == Overlong::text;
  if (!skipped) return piece.substr(newline);
  ++passed_;
  return piece.substr(newline + 1);
}

/// Takes complete lines: `lines` ends in a newline, and its first line continues the unfinished one.
void Tail::end_lines(std::string_view lines) {
  const auto text_end = end_of_text(lines);
  if (text_end == 0) return end_blank_lines(count_newlines(lines));
  const auto end = lines.find('\n', text_end) + 1;
  append_lines(lines.substr(0, end));
  blanks_ = count_newlines(lines.substr(end));
}

/// Ends the unfinished line, which has only spaces, and `count` - 1 blank lines after it.
void Tail::end_blank_lines(std::uint64_t count) {
  if (has_text_) {
    append_lines("\n");
    --count;
  } else {
    buffer_.set_size(unfinished_);
  }
  blanks_ += count;
}

/// Does the same as end_lines() when the last line has text.
void Tail::append_lines(std::string_view lines) {
  auto count = count_newlines(lines);
  if (!has_text_) materialise_blanks(count);
  passed_ += count;
  if (count > limits_.lines) {
    drop_all();
    lines.remove_prefix(offset_after_newlines(lines, count - limits_.lines));
    count = limits_.lines;
  }
  make_room(lines.size());
  buffer_.append(lines);
  stored_ += count;
  unfinished_ = buffer_.size();
  has_text_ = false;
}

/// Takes a part of a line, which contains no newline.
void Tail::extend_unfinished(std::string_view part) {
  if (part.empty()) return;
  if (!has_text_ && has_text(part)) {
    materialise_blanks(1);
    has_text_ = true;
  }
  make_room(part.size());
  buffer_.append(part);
  if (buffer_.size() - unfinished_ > limits_.bytes) limit_unfinished();
}

void Tail::limit_unfinished() {
  const auto text_size = end_of_text(buffer_.view().substr(unfinished_));
  if (text_size > limits_.bytes) {
    drop_all();
    overlong_ = Overlong::text;
  } else {
    buffer_.set_size(unfinished_ + text_size);
    overlong_ = Overlong::spaces;
  }
}

/// Counts the pending blank lines as lines, because text follows. As many of them as can be kept are put into
/// the buffer, before any spaces with which the line with the text begins.
void Tail::materialise_blanks(std::size_t lines_to_come) {
  const auto blanks = std::exchange(blanks_, 0);
  passed_ += blanks;
  const auto wanted = limits_.lines - std::min(limits_.lines, lines_to_come);
  const auto count = static_cast<std::size_t>(
      std::min<std::uint64_t>(blanks, std::min(wanted, limits_.bytes)));  // each takes a byte: its newline
  if (count == 0) return;
  make_room(count);
  auto* place = buffer_.data() + unfinished_;
  std::memmove(place + count, place, buffer_.size() - unfinished_);
  std::memset(place, '\n', count);
  buffer_.set_size(buffer_.size() + count);
  unfinished_ += count;
  stored_ += count;
}

/// Makes room for `more` bytes by dropping what is not needed or, if that frees less than half, by growing.
/// So the cost of each call is proportional to the bytes appended since the last one.
void Tail::make_room(std::size_t more) {
  if (more <= buffer_.room()) return;
  const auto live = [this] { return buffer_.size() - head_; };
  const auto enough = [&] { return live() + std::max(live(), more) <= buffer_.capacity(); };
  drop_surplus_lines();
  if (!enough()) {
    trim();
    drop_surplus_bytes();
  }
  close_gap();
  const auto target = 2 * live() + std::max(more, kLeastRoom);
  if (!enough() || buffer_.capacity() > 2 * target) buffer_.set_capacity(target);
}

/// Trims the complete lines that have not been trimmed, and moves the bytes after each gap once.
void Tail::trim() {
  const auto from = std::exchange(trimmed_, unfinished_);
  if (!has_trailing_spaces(buffer_.view().substr(from, unfinished_ - from))) return;
  auto* const data = buffer_.data();
  auto out = from;  // where the next run of bytes goes
  auto run = from;  // where it is now
  const auto keep_run = [&](std::size_t end, std::size_t next) {
    if (out != run) std::memmove(data + out, data + run, end - run);
    out += end - run;
    run = next;
  };
  for (auto line = from; line < unfinished_;) {
    const auto newline = buffer_.view().find('\n', line);
    const auto end = line + trimmed({data + line, newline - line}).size();
    if (end != newline) keep_run(end, newline);
    line = newline + 1;
  }
  const auto unfinished_size = buffer_.size() - unfinished_;
  keep_run(buffer_.size(), buffer_.size());
  buffer_.set_size(out);
  unfinished_ = out - unfinished_size;
  trimmed_ = unfinished_;
}

void Tail::drop_surplus_lines() {
  if (stored_ <= limits_.lines) return;
  const auto lines = buffer_.view().substr(head_, unfinished_ - head_);
  head_ += offset_after_newlines(lines, stored_ - limits_.lines);
  stored_ = limits_.lines;
  trimmed_ = std::max(trimmed_, head_);
}

/// Drops the oldest lines as long as the text exceeds the byte bound, since it will not get shorter later.
/// The complete lines must have been trimmed.
void Tail::drop_surplus_bytes() {
  if (stored_ == 0) return;
  const auto bytes = buffer_.view();
  const auto end = has_text_ ? unfinished_ + end_of_text(bytes.substr(unfinished_)) : unfinished_ - 1;
  if (end - head_ <= limits_.bytes) return;
  const auto surplus = std::min(end - head_ - limits_.bytes, unfinished_ - head_);
  const auto cut = bytes.find('\n', head_ + surplus - 1) + 1;
  stored_ -= count_newlines(bytes.substr(head_, cut - head_));
  head_ = cut;
}

/// Drops everything, including the unfinished line.
void Tail::drop_all() {
  head_ = trimmed_ = unfinished_ = stored_ = 0;
  has_text_ = false;
  buffer_.set_size(0);
}

/// Moves the held bytes to the beginning of the buffer.
void Tail::close_gap() {
  if (head_ == 0) return;
  buffer_.remove_prefix(head_);
  unfinished_ -= head_;
  trimmed_ -= head_;
  head_ = 0;
}

}  // namespace smcp::tmux
