#include "cli/streamed_lines.hpp"

#include <algorithm>
#include <functional>

namespace smcp::cli {
namespace {

/// Of a line that was never read.
constexpr std::size_t kUnknown = 0;

std::size_t hash_of(std::string_view line) {
  return std::max<std::size_t>(std::hash<std::string_view>()(line), kUnknown + 1);
}

std::vector<std::string_view> lines_of(const StreamedLines::Reading& reading) {
  std::vector<std::string_view> lines;
  std::string_view rest = reading.text;
  while (lines.size() < reading.lines) {
    const auto end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

}  // namespace

std::string StreamedLines::take(const Reading& reading) {
  const auto lines = lines_of(reading);
  std::size_t next = 0;
  if (reading.lost) {
    lost_ = true;
    next = first_unprinted(lines);
  } else {
    if (reading.skipped > printed_.size()) {
      missing_ += reading.skipped - printed_.size();
      printed_.resize(reading.skipped, kUnknown);
    }
    next = std::min<std::size_t>(printed_.size() - reading.skipped, lines.size());
    for (std::size_t i = 0; i < next; ++i) {
      const std::size_t before = printed_[reading.skipped + i];
      changed_ = changed_ || (before != kUnknown && before != hash_of(lines[i]));
    }
    changed_ = changed_ || (reading.ended && printed_.size() > reading.skipped + lines.size());
  }
  const std::size_t end =
      reading.ended || reading.complete || lines.empty() ? lines.size() : lines.size() - 1;
  std::string text;
  for (; next < end; ++next) {
    printed_.push_back(hash_of(lines[next]));
    text.append(lines[next]).push_back('\n');
  }
  return text;
}

/// Behind the last place where the lines are those that were printed last; 0 if there is none.
std::size_t StreamedLines::first_unprinted(const std::vector<std::string_view>& lines) const {
  const std::size_t context = std::min(kContext, printed_.size());
  if (context == 0 || lines.size() < context) return 0;
  std::vector<std::size_t> hashes;
  hashes.reserve(lines.size());
  for (const std::string_view line : lines) hashes.push_back(hash_of(line));
  const auto found = std::find_end(hashes.begin(), hashes.end(),
                                   printed_.end() - static_cast<std::ptrdiff_t>(context), printed_.end());
  return found == hashes.end() ? 0 : static_cast<std::size_t>(found - hashes.begin()) + context;
}

}  // namespace smcp::cli
