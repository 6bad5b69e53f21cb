#include "text/history_search.hpp"

#include <algorithm>
#include <utility>

#include "text/trim.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kEllipsis = "…";
/// How much is shown before a match that is far inside a long line.
constexpr std::size_t kLead = 200;

/// The beginning of the character at `at`: `at` itself, or up to three bytes before it.
std::size_t boundary(std::string_view line, std::size_t at) {
  for (std::size_t back = 0; back < 4 && back < at && at - back < line.size(); ++back) {
    if (!continues_character(line[at - back])) return at - back;
  }
  return at;
}

/// The shown part of a line: at most kMaxShown bytes from `begin` on.
std::string shown_from(std::string_view line, std::size_t begin) {
  const auto end = boundary(line, begin + std::min(HistorySearch::kMaxShown, line.size() - begin));
  std::string text(begin > 0 ? kEllipsis : "");
  return text.append(line.substr(begin, end - begin)).append(end < line.size() ? kEllipsis : "");
}

std::string shown(std::string_view line) {
  return line.size() <= HistorySearch::kMaxShown ? std::string(line) : shown_from(line, 0);
}

std::string shown_around(std::string_view line, const Pattern& pattern) {
  if (line.size() <= HistorySearch::kMaxShown) return std::string(line);
  const auto found = pattern.find(line);
  if (!found || found->begin + found->size <= HistorySearch::kMaxShown) return shown_from(line, 0);
  return shown_from(line, boundary(line, found->begin - std::min(found->begin, kLead)));
}

}  // namespace

HistorySearch::HistorySearch(const Pattern& pattern, Limits limits, std::size_t line_overhead,
                             IsLeftOut is_left_out)
    : pattern_(pattern),
      limits_(limits),
      is_left_out_(is_left_out),
      blank_matches_(pattern.matches({})),
      hits_(limits.context, line_overhead) {}

void HistorySearch::feed(std::string_view chunk) {
  while (!chunk.empty()) {
    const auto newline = chunk.find('\n');
    extend_unfinished(chunk.substr(0, newline));
    if (newline == std::string_view::npos) return;
    end_unfinished();
    chunk.remove_prefix(newline + 1);
  }
}

void HistorySearch::finish() {
  end_unfinished();  // if there is none, this adds a blank line, which does not count
  blanks_ = 0;
}

void HistorySearch::extend_unfinished(std::string_view part) {
  const auto fits = std::min(part.size(), pattern_.reach() - unfinished_.size());
  unfinished_.append(part.substr(0, fits));
  goes_on_ = goes_on_ || tmux::has_text(part.substr(fits));
}

void HistorySearch::end_unfinished() {
  end_line(unfinished_, std::exchange(goes_on_, false));
  unfinished_.clear();
}

void HistorySearch::end_line(std::string_view line, bool goes_on) {
  if (!goes_on) line = tmux::trimmed(line);
  if (line.empty()) {
    ++blanks_;
    return;
  }
  take_blanks();
  cut_lines_ += goes_on ? 1 : 0;
  const bool matches = pattern_.matches(line);
  take(line, matches && (is_left_out_ == nullptr || !is_left_out_(line)));
}

/// Counts the pending blank lines as lines, because text follows.
void HistorySearch::take_blanks() {
  for (; blanks_ > 0; --blanks_) take({}, blank_matches_);
}

void HistorySearch::take(std::string_view line, bool matches) {
  if (matches) {
    take_match(line);
  } else if (after_ > 0) {
    --after_;
    hits_.add({lines_, false, shown(line)});
  } else if (limits_.context > 0) {
    if (before_.size() == limits_.context) before_.pop_front();
    before_.push_back(shown(line));
  }
  ++lines_;
}

void HistorySearch::take_match(std::string_view line) {
  ++matches_;
  auto number = lines_ - before_.size();
  for (auto& text : before_) hits_.add({number++, false, std::move(text)});
  before_.clear();
  hits_.add({lines_, true, shown_around(line, pattern_)});
  after_ = limits_.context;
  hits_.keep_newest(limits_.matches);
  while (hits_.bytes() > limits_.bytes && hits_.matches() > 1) hits_.keep_newest(hits_.matches() - 1);
}

}  // namespace smcp::tools
