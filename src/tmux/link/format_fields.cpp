#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

std::string in_time(std::string_view condition) {
  // Expanded last, the 1 is there only if the time was not over by then: a clock does not go back. (&& stops
  // at its first operand that is false.)
  return "#{&&:" + std::string(condition) + ",#{!=:1,}}";
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace smcp::tmux
