#include "tmux/act/keys.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

/// From tmux(1), KEY BINDINGS.
constexpr auto kSpecialKeys = std::to_array<std::string_view>({
    "Up",       "Down",   "Left",  "Right",  "BSpace", "BTab",  "DC",  "Delete", "End",
    "Enter",    "Escape", "F1",    "F2",     "F3",     "F4",    "F5",  "F6",     "F7",
    "F8",       "F9",     "F10",   "F11",    "F12",    "Home",  "IC",  "Insert", "NPage",
    "PageDown", "PgDn",   "PPage", "PageUp", "PgUp",   "Space", "Tab",
});

bool is_special_key(std::string_view text) {
  return std::find(kSpecialKeys.begin(), kSpecialKeys.end(), text) != kSpecialKeys.end();
}

/// Whether `text` is one visible character of UTF-8.
bool is_one_character(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) <= 0x20 || text.front() == 0x7f) return false;
  return std::all_of(text.begin() + 1, text.end(), continues_character);
}

}  // namespace

bool is_key_name(std::string_view text) {
  if (text.size() > 1 && text.front() == '^') return is_one_character(text.substr(1));
  const auto whole = text;
  while (text.size() > 2 && text[1] == '-' && (text[0] == 'C' || text[0] == 'M' || text[0] == 'S')) {
    text.remove_prefix(2);
  }
  if (is_special_key(text)) return true;
  return text.size() < whole.size() && is_one_character(text);
}

std::size_t typed_piece_end(std::string_view text, std::size_t from) {
  std::size_t end = std::min(from + kMaxTypedPiece, text.size());
  while (end < text.size() && end > from + 1 && continues_character(text[end])) --end;
  return end;
}

}  // namespace smcp::tmux
