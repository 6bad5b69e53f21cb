// Bytes in hexadecimal notation, for tests of formats.
#pragma once

#include <cctype>
#include <string>
#include <string_view>

namespace smcp::test {

/// "0a ff" means two bytes; 'text' in quotes stands for itself.
[[nodiscard]] inline std::string hex(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (text.front() == '\'') {
      const auto end = text.find('\'', 1);
      bytes.append(text.substr(1, end - 1));
      text.remove_prefix(end + 1);
    } else if (std::isxdigit(static_cast<unsigned char>(text.front())) != 0) {
      bytes.push_back(static_cast<char>(std::stoi(std::string(text.substr(0, 2)), nullptr, 16)));
      text.remove_prefix(2);
    } else {
      text.remove_prefix(1);
    }
  }
  return bytes;
}

}  // namespace smcp::test
