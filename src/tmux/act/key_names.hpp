// The names of keys, as tmux(1) spells them, and what pressing each sends. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// How a key is pressed so that the same bytes arrive from every tmux (3.1c … 3.8), whatever its
/// `extended-keys` and whatever a program, perhaps one that has crashed, has asked for (modifyOtherKeys).
struct KeyPress {
  std::string bytes;  ///< sent as they are, …
  std::string name;   ///< … and then the key that tmux calls so; it knows the modes of the program's keypad
};

/// A key by its name.
struct NamedKey {
  /// Nothing if terminals have no code for it: programs could not tell it from the key without its modifiers,
  /// and tmux types its name, or nothing, or another key, depending on its version.
  std::optional<KeyPress> press;
};

/// The key of which `text` is the whole name: a special key (`Enter`, `Up`, `F5`, `PgDn`, …), a special key or
/// a single character with prefixes `C-`, `M-` or `S-`, or a character after `^` that has a control code.
/// Nothing for any other text. tmux itself is more lenient (it accepts `end`, `0x41`, `c-c`). A single
/// character stands for itself either way and does not count as a name here.
[[nodiscard]] std::optional<NamedKey> find_key(std::string_view text);

[[nodiscard]] inline bool is_key_name(std::string_view text) {
  return find_key(text).has_value();
}

/// Whether a name begins with `C-`, `M-`, `S-` or `^`.
[[nodiscard]] bool has_modifier(std::string_view name);

/// The special key whose name this is when case does not count, as tmux(1) spells it; nothing for others.
[[nodiscard]] std::optional<std::string_view> find_special_key(std::string_view name);

}  // namespace smcp::tmux
