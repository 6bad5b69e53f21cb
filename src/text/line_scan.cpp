#include "text/line_scan.hpp"

#include <algorithm>
#include <utility>

#include "text/fingerprint.hpp"
#include "text/trim.hpp"

namespace smcp::tools {

void LineScan::begin() {
  line_.clear();
  open_ = false;
  first_ = true;
  first_line_.clear();
  echo_.roll_back();
  too_slow_ = false;
  started_ = processor_time_();
  saw_moved_ = false;
  first_match_.reset();
  moved_match_.reset();
  other_match_.reset();
  last_may_match_ = false;
  rows_.clear();
  held_.reset();
}

void LineScan::expect_moved(std::uint64_t fingerprint, unsigned bits) {
  moved_ = fingerprint;
  moved_bits_ = bits;
}

void LineScan::feed(std::string_view bytes, bool replaces_last) {
  replaces_last_ = replaces_last;
  while (!bytes.empty() && !other_match_ && !too_slow_) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    open_ = true;
    line_.append(
        bytes.substr(0, std::min(end, patterns_.reach() - std::min(patterns_.reach(), line_.size()))));
    if (end == bytes.size()) return;
    bytes.remove_prefix(end + 1);
    end_line();
  }
}

void LineScan::finish() {
  if (open_ && !other_match_ && !too_slow_) end_line();
  if (held_ && !other_match_) other_match_ = std::exchange(held_, std::nullopt);
  if (!last_may_match_ || first_match_ || moved_match_ || other_match_ || too_slow_) return;
  const auto which = patterns_.match(last_line_ + " ");
  if (which) (last_is_first_ ? first_match_ : other_match_) = LineMatch{last_line_, *which};
}

const std::optional<LineMatch>& LineScan::match(bool with_first_line, bool without_moved) const {
  if (with_first_line && first_match_) return first_match_;
  // The line that may have moved is above any other match, which ends the search.
  return moved_match_ && !without_moved ? moved_match_ : other_match_;
}

void LineScan::end_line() {
  const bool ends_rows = ends_rows_of_echo();
  joined_.split(line_, first_ ? told_cells_ : 0,
                [&](std::string_view part, bool is_echo) { judge(part, is_echo || ends_rows); });
  open_ = false;
  line_.clear();
  too_slow_ = processor_time_() - started_ > kMaxTime;
}

/// Whether this line and the full rows above it are an echo. If they are not, what has matched there matches.
bool LineScan::ends_rows_of_echo() {
  const bool full = joined_.is_full(line_);
  const bool goes_on = !rows_.empty();
  if (!full && !goes_on) return false;
  rows_ += line_;
  const bool is_echo = goes_on && joined_.is_echo(rows_);
  if (is_echo) {
    echo_.take(tmux::trimmed(rows_), TypedEcho::At::cursor);
    held_.reset();
  } else if (full && rows_.size() <= joined_.longest()) {
    return false;
  } else if (held_) {
    other_match_ = std::exchange(held_, std::nullopt);
  }
  rows_.clear();
  return is_echo;
}

/// One line, with its blanks.
void LineScan::judge(std::string_view whole, bool is_known_echo) {
  if (other_match_) return;
  const std::string_view line = tmux::trimmed(whole);
  const auto which = patterns_.match(whole);
  const auto at = !first_          ? TypedEcho::At::below
                  : replaces_last_ ? TypedEcho::At::cursor
                                   : TypedEcho::At::next;
  const bool takes = (first_ || which || is_known_echo) && echo_.take(line, at);
  const bool is_echo = takes || is_known_echo;
  if (which && !is_echo) {
    const bool may_have_moved = !first_ && moved_ && !saw_moved_ && tmux::is_row(line, *moved_, moved_bits_);
    saw_moved_ = saw_moved_ || may_have_moved;
    auto& later = rows_.empty() ? other_match_ : held_;
    auto& match = first_ ? first_match_ : may_have_moved ? moved_match_ : later;
    if (!match) match = LineMatch{std::string(line), *which};
  }
  if (!line.empty()) {
    last_may_match_ = !is_echo;
    last_is_first_ = first_;
    last_line_ = line;
  }
  if (first_) first_line_ = line;
  first_ = false;
}

}  // namespace smcp::tools
