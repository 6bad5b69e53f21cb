#include "text/wrapped.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace smcp {

std::size_t characters_in(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_utf8_sequence(text).size);
  return count;
}

std::string wrapped(std::string_view text, std::size_t at, std::size_t indent, std::size_t width) {
  std::string out;
  bool begins = true;  // nothing stands in this line yet, apart from its indentation
  const auto break_line = [&](bool empty) {
    out.push_back('\n');
    if (!empty) out.append(indent, ' ');
    at = indent;
    begins = true;
  };
  while (!text.empty()) {
    if (text.front() == '\n') {
      break_line(text.size() > 1 && text[1] == '\n');
      text.remove_prefix(1);
      continue;
    }
    if (text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t size = characters_in(word);
    if (!begins && at + 1 + size > width) break_line(false);
    if (!begins) out.push_back(' ');
    at += size + (begins ? 0 : 1);
    out.append(word);
    begins = false;
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace smcp
