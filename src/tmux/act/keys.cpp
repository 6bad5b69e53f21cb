#include "tmux/act/keys.hpp"

#include <algorithm>

namespace smcp::tmux {

bool can_be_pasted(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
  });
}

bool is_one_whole_line(const std::vector<Stroke>& strokes) {
  return strokes.size() == 2 && !strokes.front().is_key && strokes.back().is_plain("Enter") &&
         strokes.front().press.bytes.find_first_of("\n\r") == std::string::npos;
}

std::size_t longest_typed_line(const std::vector<Stroke>& strokes) {
  std::size_t longest = 0;
  std::size_t line = 0;
  for (const Stroke& stroke : strokes) {
    if (stroke.is_plain("Enter")) line = 0;
    if (stroke.is_key) continue;
    for (const char c : stroke.press.bytes) {
      line = c == '\n' || c == '\r' ? 0 : line + 1;
      longest = std::max(longest, line);
    }
  }
  return longest;
}

}  // namespace smcp::tmux
