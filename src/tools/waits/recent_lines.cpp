#include "tools/waits/recent_lines.hpp"

#include <string_view>

namespace smcp::tools {

void RecentLines::show(const tmux::Tail& text) {
  lines_.clear();
  add(text, false);
}

void RecentLines::add(const tmux::Tail& text, bool replaces_last) {
  if (replaces_last && !lines_.empty()) lines_.pop_back();
  std::deque<std::string> newer;
  for (std::size_t i = 0; i < text.lines() && newer.size() < most_; ++i) {
    const std::string_view line = text.line_from_end(i);
    if (!line.empty()) newer.emplace_front(line);
  }
  lines_.insert(lines_.end(), newer.begin(), newer.end());
  while (lines_.size() > most_) lines_.pop_front();
}

}  // namespace smcp::tools
