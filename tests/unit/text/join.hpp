// Lines as one text.
#pragma once

#include <string>
#include <vector>

namespace smcp::test {

/// With a newline between them, and none at the end.
inline std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) {
    if (&line != &lines.front()) text += '\n';
    text += line;
  }
  return text;
}

}  // namespace smcp::test
