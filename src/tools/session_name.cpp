#include "tools/session_name.hpp"

#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

/// Unicode's White_Space, and U+FEFF, which ECMAScript's \s takes for one as well.
constexpr bool is_white_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000 || c == 0xfeff;
}

constexpr bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

}  // namespace

Status check_session_name(std::string_view name) {
  if (name.empty()) return Error{Errc::invalid_argument, "name is required (non-empty string)"};
  std::size_t characters = 0;
  bool forbidden = false;
  bool control = false;
  while (!name.empty()) {
    const auto [c, size] = first_code_point(name);
    name.remove_prefix(size);
    ++characters;
    if (c == '.' || c == ':' || c == '|' || is_white_space(c)) {
      forbidden = true;
    } else if (is_control(c)) {
      control = true;
    }
  }
  if (characters > kMaxSessionName) return Error{Errc::invalid_argument, "name too long (max 100)"};
  if (forbidden) return Error{Errc::invalid_argument, "name cannot contain '.', ':', '|', or whitespace"};
  if (control) return Error{Errc::invalid_argument, "name cannot contain control characters"};
  return Ok{};
}

}  // namespace smcp::tools
