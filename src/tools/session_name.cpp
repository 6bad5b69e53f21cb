#include "tools/session_name.hpp"

#include <charconv>
#include <cstdint>

#include "base/contains.hpp"
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

Status check_session_name(std::string_view name, std::string_view argument) {
  const auto refused = [argument](std::string_view why) {
    return Error{Errc::invalid_argument, std::string(argument) + std::string(why)};
  };
  if (name.empty()) return refused(" is required (non-empty string)");
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
  if (characters > kMaxSessionName) return refused(" too long (max 100)");
  if (forbidden) return refused(" cannot contain '.', ':', '|', or whitespace");
  if (control) return refused(" cannot contain control characters");
  return Ok{};
}

Status check_new_name(std::string_view name, std::string_view argument) {
  if (auto status = check_session_name(name, argument); !status) return status;
  if (name.find_first_of("\\$") == std::string_view::npos) return Ok{};
  return Error{
      Errc::invalid_argument,
      std::string(argument) + " cannot contain '\\' or '$': some versions of tmux would change them"};
}

std::optional<std::string> free_name(std::string_view name, const std::vector<std::string_view>& taken) {
  std::string_view stem = name;
  std::uint32_t number = 1;
  if (const auto dash = name.rfind('-'); dash != std::string_view::npos && dash > 0) {
    const char* const end = name.data() + name.size();
    std::uint32_t given = 0;
    const auto [stop, error] = std::from_chars(name.data() + dash + 1, end, given);
    if (error == std::errc{} && stop == end && dash + 1 < name.size()) {
      stem = name.substr(0, dash);
      number = given;
    }
  }
  // One of so many numbers is free.
  for (std::size_t i = 0; i <= taken.size(); ++i) {
    std::string other = std::string(stem) + "-" + std::to_string(++number);
    if (contains(taken, other)) continue;
    if (!check_session_name(other)) return std::nullopt;
    return other;
  }
  return std::nullopt;
}

}  // namespace smcp::tools
