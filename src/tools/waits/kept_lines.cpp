#include "tools/waits/kept_lines.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace smcp::tools {

void KeptLines::add(std::string_view line, bool of_screen) {
  lines_.push_back({std::string(line), of_screen});
  bytes_ += line.size();
  while (lines_.size() > most_ || (bytes_ > kMaxBytes && lines_.size() > 1)) {
    bytes_ -= lines_.front().text.size();
    lines_.pop_front();
    ++skipped_;
  }
}

std::optional<std::string> KeptLines::take_back_last() {
  const auto last =
      std::find_if(lines_.rbegin(), lines_.rend(), [](const Line& line) { return !line.of_screen; });
  if (last == lines_.rend()) return std::nullopt;
  std::string text = std::move(last->text);
  bytes_ -= text.size();
  lines_.erase(std::next(last).base());
  return text;
}

std::string_view KeptLines::newest() const {
  return lines_.empty() ? std::string_view() : std::string_view(lines_.back().text);
}

std::string KeptLines::text() const {
  std::string text;
  for (const auto& line : lines_) {
    if (&line != &lines_.front()) text.push_back('\n');
    text += line.text;
  }
  return text;
}

}  // namespace smcp::tools
