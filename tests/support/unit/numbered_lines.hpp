// Lines of output that are told apart by their numbers.
#pragma once

#include <string>
#include <string_view>

namespace smcp::test {

/// The lines `before`1, `before`2, …, each with a newline.
[[nodiscard]] inline std::string numbered_lines(int from, int to, std::string_view before = "") {
  std::string text;
  for (int i = from; i <= to; ++i) text.append(before).append(std::to_string(i)).append("\n");
  return text;
}

}  // namespace smcp::test
