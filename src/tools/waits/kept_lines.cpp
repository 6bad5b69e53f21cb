#include "tools/waits/kept_lines.hpp"

#include <utility>

namespace smcp::tools {

void KeptLines::add(std::string_view line) {
  lines_.emplace_back(line);
  bytes_ += line.size();
  while (lines_.size() > most_ || (bytes_ > kMaxBytes && lines_.size() > 1)) {
    bytes_ -= lines_.front().size();
    lines_.pop_front();
    ++skipped_;
  }
}

std::optional<std::string> KeptLines::take_back_last() {
  if (lines_.empty()) return std::nullopt;
  std::string text = std::move(lines_.back());
  bytes_ -= text.size();
  lines_.pop_back();
  return text;
}

std::string_view KeptLines::newest() const {
  return lines_.empty() ? std::string_view() : std::string_view(lines_.back());
}

std::string KeptLines::text() const {
  std::string text;
  for (const auto& line : lines_) {
    if (&line != &lines_.front()) text.push_back('\n');
    text += line;
  }
  return text;
}

}  // namespace smcp::tools
