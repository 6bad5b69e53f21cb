// The lines of a text block.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace smcp::test {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Without the blanks at the end of each line: tmux 3.1 shows those that a shell has drawn or cleared.
[[nodiscard]] inline std::string without_blanks_at_ends(const std::string& text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n') shown.erase(shown.find_last_not_of(' ') + 1);
    shown.push_back(c);
  }
  return shown.erase(shown.find_last_not_of(' ') + 1);
}

}  // namespace smcp::test
