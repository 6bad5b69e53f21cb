#include "tmux/link/made_by.hpp"

#include "text/utf8.hpp"
#include "tmux/link/row_safe.hpp"

namespace smcp::tmux {
namespace {

/// The control characters of ASCII and of Latin-1: a terminal obeys both.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/// In one line, without blanks at its ends: one blank stands for any blanks and control characters in a row.
std::string clean(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool blank = point.value == ' ' || is_control(point.value);
    if (!blank) {
      result.append(text.substr(0, point.size));
    } else if (!result.empty() && result.back() != ' ') {
      result.push_back(' ');
    }
    text.remove_prefix(point.size);
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

}  // namespace

std::string maker(std::string_view name, std::string_view version) {
  const std::string program = clean(name);
  if (program.empty()) return {};
  return clean(utf8_prefix(clean(program + " " + std::string(version)), kMaxMaker));
}

std::string maker_format() {
  // Both modifiers in one: tmux 3.1 knows no format within a cut one. See one_line().
  return "#{s/[\t\n]/ /;=" + std::to_string(kMaxMaker * kRowSafeSize) + ":" + std::string(kMadeByOption) +
         "}";
}

bool take_maker(std::string_view printed, std::optional<std::string>& maker) {
  std::string text = clean(utf8_prefix(from_row_safe(printed), kMaxMaker));
  if (!text.empty()) maker = std::move(text);
  return true;
}

}  // namespace smcp::tmux
