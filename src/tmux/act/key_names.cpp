#include "tmux/act/key_names.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

struct Special {
  std::string_view name;
  /// Its code says which modifiers are held (`ESC [ 1 ; 5 A`): tmux sends all of them alike, 3.1c … 3.8.
  bool tells_modifiers = true;
};

/// From tmux(1), KEY BINDINGS.
constexpr auto kSpecialKeys = std::to_array<Special>({
    {"Up"},
    {"Down"},
    {"Left"},
    {"Right"},
    {"BSpace", false},
    {"BTab", false},
    {"DC"},
    {"Delete"},
    {"End"},
    {"Enter", false},
    {"Escape", false},
    {"F1"},
    {"F2"},
    {"F3"},
    {"F4"},
    {"F5"},
    {"F6"},
    {"F7"},
    {"F8"},
    {"F9"},
    {"F10"},
    {"F11"},
    {"F12"},
    {"Home"},
    {"IC"},
    {"Insert"},
    {"NPage"},
    {"PageDown"},
    {"PgDn"},
    {"PPage"},
    {"PageUp"},
    {"PgUp"},
    {"Space", false},
    {"Tab", false},
});

constexpr std::string_view kEscape = "\x1b";
constexpr std::string_view kBackTab = "\x1b[Z";

const Special* find_special(std::string_view text) {
  const auto* const found = std::find_if(kSpecialKeys.begin(), kSpecialKeys.end(),
                                         [text](const Special& key) { return key.name == text; });
  return found == kSpecialKeys.end() ? nullptr : found;
}

/// Whether `text` is one visible character of UTF-8.
bool is_one_character(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) <= 0x20 || text.front() == 0x7f) return false;
  return std::all_of(text.begin() + 1, text.end(), continues_character);
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper(x) == upper(y); });
}

/// In caret notation.
std::optional<char> control_code(char c) {
  if (c == '?') return '\x7f';
  const char code = upper(c);
  if (code < '@' || code > '_') return std::nullopt;
  return static_cast<char>(code & 0x1f);
}

/// What Ctrl and the character send: also those pairs that terminals have had codes for since the VT220.
std::optional<char> code_with_ctrl(char c) {
  constexpr std::array<char, 7> kOfDigits = {0x00, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x7f};  // 2 … 8
  if (c >= '2' && c <= '8') return kOfDigits[static_cast<std::size_t>(c - '2')];
  if (c == '/' || c == '-') return '\x1f';
  return control_code(c);
}

struct Modifiers {
  bool ctrl = false;
  bool meta = false;
  bool shift = false;
};

/// Takes the prefixes off.
Modifiers take_modifiers(std::string_view& text) {
  Modifiers held;
  while (text.size() > 2 && text[1] == '-') {
    if (text[0] == 'C')
      held.ctrl = true;
    else if (text[0] == 'M')
      held.meta = true;
    else if (text[0] == 'S')
      held.shift = true;
    else
      break;
    text.remove_prefix(2);
  }
  return held;
}

std::optional<KeyPress> press_character(std::string_view character, Modifiers held) {
  if (held.shift) return std::nullopt;
  std::string bytes(held.meta ? kEscape : "");
  if (!held.ctrl) return KeyPress{bytes.append(character), {}};
  const auto code = code_with_ctrl(character.front());
  if (character.size() > 1 || !code) return std::nullopt;
  return KeyPress{bytes + *code, {}};
}

/// A key whose code says nothing of modifiers: Meta is sent before it as Escape.
std::optional<KeyPress> press_plain(std::string_view name, Modifiers held) {
  std::string bytes(held.meta ? kEscape : "");
  if (name == "BTab" || (name == "Tab" && held.shift)) {
    if (held.ctrl) return std::nullopt;
    return KeyPress{bytes.append(kBackTab), {}};
  }
  if (held.shift) return std::nullopt;
  if (!held.ctrl) return KeyPress{std::move(bytes), std::string(name)};
  if (name == "Space") return KeyPress{bytes + '\0', {}};
  return std::nullopt;
}

}  // namespace

std::optional<NamedKey> find_key(std::string_view text) {
  if (text.size() == 2 && text.front() == '^') {
    const auto code = control_code(text[1]);
    if (!code) return std::nullopt;
    return NamedKey{KeyPress{std::string(1, *code), {}}};
  }
  const std::string_view whole = text;
  const Modifiers held = take_modifiers(text);
  if (const Special* const special = find_special(text)) {
    if (special->tells_modifiers) return NamedKey{KeyPress{{}, std::string(whole)}};
    return NamedKey{press_plain(text, held)};
  }
  if (text.size() == whole.size() || !is_one_character(text)) return std::nullopt;
  return NamedKey{press_character(text, held)};
}

bool has_modifier(std::string_view name) {
  if (name.size() == 2 && name.front() == '^') return true;
  std::string_view rest = name;
  take_modifiers(rest);
  return rest.size() < name.size();
}

std::optional<std::string_view> find_special_key(std::string_view name) {
  const auto* const found =
      std::find_if(kSpecialKeys.begin(), kSpecialKeys.end(),
                   [name](const Special& key) { return equal_but_for_case(key.name, name); });
  if (found == kSpecialKeys.end()) return std::nullopt;
  return found->name;
}

}  // namespace smcp::tmux
