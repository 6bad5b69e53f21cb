#include "json/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace smcp::transport {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Moves past a run of digits; returns false if there is none.
bool skip_digits(std::string_view& text) {
  const auto* end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count > 0;
}

/// Moves past an optional `-`, and then `0` or digits that do not begin with `0`.
bool skip_integer(std::string_view& text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0')) {
    text.remove_prefix(1);
    return true;
  }
  return skip_digits(text);
}

template <typename Integer>
bool fits(std::string_view digits) {
  Integer value{};
  const auto* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, value);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

}  // namespace

std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_json_number(std::string_view token) {
  if (!skip_integer(token)) return false;
  if (token.starts_with('.')) {
    token.remove_prefix(1);
    if (!skip_digits(token)) return false;
  }
  if (token.starts_with('e') || token.starts_with('E')) {
    token.remove_prefix(1);
    if (token.starts_with('+') || token.starts_with('-')) token.remove_prefix(1);
    if (!skip_digits(token)) return false;
  }
  return token.empty();
}

bool is_integer64(std::string_view token) {
  auto rest = token;
  return skip_integer(rest) && rest.empty() && (fits<std::int64_t>(token) || fits<std::uint64_t>(token));
}

bool has_good_escapes(std::string_view inside) {
  for (auto at = inside.find('\\'); at != std::string_view::npos; at = inside.find('\\', at)) {
    const auto escape = inside.substr(at + 1);
    if (escape.empty()) return false;
    if (escape.front() == 'u') {
      if (escape.size() < 5 || !std::all_of(escape.begin() + 1, escape.begin() + 5, is_hex_digit))
        return false;
      at += 6;
      continue;
    }
    if (std::string_view("\"\\/bfnrt").find(escape.front()) == std::string_view::npos) return false;
    at += 2;
  }
  return true;
}

bool is_json_scalar(std::string_view token) {
  if (token.empty()) return false;
  switch (token.front()) {
    case '"':
      return token.size() >= 2 && token.back() == '"' && has_good_escapes(token.substr(1, token.size() - 2));
    case 't':
      return token == "true";
    case 'f':
      return token == "false";
    case 'n':
      return token == "null";
    default:
      return is_json_number(token);
  }
}

}  // namespace smcp::transport
