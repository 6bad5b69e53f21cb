#include "tools/line_matcher.hpp"

#include <algorithm>

#include "tmux/blank.hpp"

namespace smcp::tools {

void LineMatcher::begin() {
  line_.clear();
  open_ = false;
  first_ = true;
  first_line_.clear();
  too_slow_ = false;
  started_ = processor_time_();
  other_match_.reset();
  any_match_.reset();
}

void LineMatcher::feed(std::string_view bytes) {
  while (!bytes.empty() && !other_match_ && !too_slow_) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    open_ = true;
    line_.append(bytes.substr(0, std::min(end, pattern_.reach() - std::min(pattern_.reach(), line_.size()))));
    if (end == bytes.size()) return;
    bytes.remove_prefix(end + 1);
    end_line();
  }
}

void LineMatcher::finish() {
  if (open_ && !other_match_ && !too_slow_) end_line();
}

const std::optional<std::string>& LineMatcher::match(bool with_first_line) const {
  return with_first_line ? any_match_ : other_match_;
}

void LineMatcher::end_line() {
  const std::string_view line = tmux::trimmed(line_);
  if (pattern_.matches(line)) {
    if (!first_) other_match_ = std::string(line);
    if (!any_match_) any_match_ = std::string(line);
  }
  if (first_) first_line_ = line;
  first_ = false;
  open_ = false;
  line_.clear();
  too_slow_ = processor_time_() - started_ > kMaxTime;
}

}  // namespace smcp::tools
