#include "tmux/link/row_safe.hpp"

#include <charconv>
#include <cstdint>

namespace smcp::tmux {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

bool is_escaped(unsigned char c) {
  return c < 0x20 || c == 0x7f || c == '%' || c == '#';
}

}  // namespace

std::string row_safe(std::string_view text) {
  std::string value;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!is_escaped(byte)) {
      value.push_back(c);
      continue;
    }
    value.push_back('%');
    value.push_back(kDigits[byte >> 4U]);
    value.push_back(kDigits[byte & 0xfU]);
  }
  return value;
}

std::string from_row_safe(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::uint8_t byte = 0;
    const std::string_view digits = value.substr(i + 1, 2);
    if (value[i] == '%' && digits.size() == 2 &&
        std::from_chars(digits.data(), digits.data() + 2, byte, 16).ptr == digits.data() + 2) {
      text.push_back(static_cast<char>(byte));
      i += 2;
    } else {
      text.push_back(value[i]);
    }
  }
  return text;
}

}  // namespace smcp::tmux
