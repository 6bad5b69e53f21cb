#include "text/line_scan.hpp"

#include <algorithm>

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
}

void LineScan::expect_moved(std::uint64_t fingerprint, unsigned bits) {
  moved_ = fingerprint;
  moved_bits_ = bits;
}

void LineScan::feed(std::string_view bytes) {
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
  if (!last_may_match_ || first_match_ || moved_match_ || other_match_ || too_slow_) return;
  if (const auto which = patterns_.match(last_line_ + " ")) other_match_ = LineMatch{last_line_, *which};
}

const std::optional<LineMatch>& LineScan::match(bool with_first_line, bool without_moved) const {
  if (with_first_line && first_match_) return first_match_;
  // The line that may have moved is above any other match, which ends the search.
  return moved_match_ && !without_moved ? moved_match_ : other_match_;
}

void LineScan::end_line() {
  const auto end = joined_.end_in(line_);
  const std::string_view line = line_;
  if (end && (!first_ || end->cells > told_cells_)) judge(line.substr(0, end->bytes), true);
  judge(end ? line.substr(end->bytes) : line, false);
  open_ = false;
  line_.clear();
  too_slow_ = processor_time_() - started_ > kMaxTime;
}

/// One line, with its blanks.
void LineScan::judge(std::string_view whole, bool is_joined_echo) {
  if (other_match_) return;
  const std::string_view line = tmux::trimmed(whole);
  const auto which = patterns_.match(whole);
  const bool takes = (first_ || which || is_joined_echo) && echo_.take(line, first_);
  const bool is_echo = takes || is_joined_echo;
  if (which && !is_echo) {
    const bool may_have_moved = !first_ && moved_ && !saw_moved_ && tmux::is_row(line, *moved_, moved_bits_);
    saw_moved_ = saw_moved_ || may_have_moved;
    auto& match = first_ ? first_match_ : may_have_moved ? moved_match_ : other_match_;
    match = LineMatch{std::string(line), *which};
  }
  if (!line.empty()) {
    last_may_match_ = !first_ && !is_echo;
    last_line_ = line;
  }
  if (first_) first_line_ = line;
  first_ = false;
}

}  // namespace smcp::tools
