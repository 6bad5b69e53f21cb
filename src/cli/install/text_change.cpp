#include "cli/install/text_change.hpp"

#include <algorithm>
#include <vector>

namespace smcp::cli {
namespace {

constexpr std::size_t kAround = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void print_lines(std::string& out, char sign, const std::vector<std::string_view>& lines, std::size_t begin,
                 std::size_t end) {
  for (; begin < end; ++begin) {
    auto line = lines[begin];
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::size_t size = std::min(line.size(), kMaxShownLine);
    // Not inside a character.
    while (size < line.size() && size > 0 && (static_cast<unsigned char>(line[size]) & 0xC0U) == 0x80U)
      --size;
    out += sign;
    out += line.substr(0, size);
    out += size < line.size() ? "…\n" : "\n";
  }
}

/// The head's `first,count`, as diff(1) counts.
std::string range(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

}  // namespace

std::string change_between(std::string_view before, std::string_view after) {
  if (before == after) return "";
  const auto old_lines = lines_of(before);
  const auto new_lines = lines_of(after);
  const std::size_t shorter = std::min(old_lines.size(), new_lines.size());
  std::size_t head = 0;
  while (head < shorter && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail])
    ++tail;
  const std::size_t begin = head - std::min(head, kAround);
  const std::size_t behind = std::min(tail, kAround);
  const std::size_t old_end = old_lines.size() - tail;
  const std::size_t new_end = new_lines.size() - tail;
  std::string out = "@@ -" + range(begin, old_end + behind - begin) + " +" +
                    range(begin, new_end + behind - begin) + " @@\n";
  print_lines(out, ' ', old_lines, begin, head);
  print_lines(out, '-', old_lines, head, old_end);
  print_lines(out, '+', new_lines, head, new_end);
  print_lines(out, ' ', old_lines, old_end, old_end + behind);
  return out;
}

}  // namespace smcp::cli
