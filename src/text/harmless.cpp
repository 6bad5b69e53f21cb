#include "text/harmless.hpp"

#include <cstdio>

#include "text/utf8.hpp"

namespace smcp {
namespace {

/// C0, DEL and C1: a terminal may take them for commands.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/// Line and paragraph separators, marks, embeddings, overrides and isolates of direction.
bool is_misleading(char32_t c) {
  return c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

std::string escaped(char32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  if (c == '\r') return "\\r";
  char text[16];
  std::snprintf(text, sizeof text, c < 0x100 ? "\\x%02x" : "\\u%04x", static_cast<unsigned>(c));
  return text;
}

}  // namespace

std::string harmless(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto [valid_size, valid] = first_utf8_sequence(text);
    const CodePoint point = first_code_point(text);
    if (!valid) {
      result += "\xef\xbf\xbd";
    } else if (is_control(point.value) || is_misleading(point.value)) {
      result += escaped(point.value);
    } else {
      result += text.substr(0, valid_size);
    }
    text.remove_prefix(valid_size);
  }
  return result;
}

}  // namespace smcp
