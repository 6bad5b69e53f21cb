// The ways in which people and models spell keys: `Esc`, `ctrl+c`, `PageDn`, `<C-c>`. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::tools {

/// The key that is surely meant, as tmux(1) spells it, which may be one that cannot be pressed; nothing for
/// anything that could be text.
[[nodiscard]] std::optional<std::string> meant_key(std::string_view text);

/// The keys, two or more, that are surely meant by a text like `C-x C-s` or `Down Down Enter`; nothing if it
/// could be text.
[[nodiscard]] std::vector<std::string> meant_keys(std::string_view text);

/// What to pass instead of a text that looks like a key, for the model; "" if it does not.
[[nodiscard]] std::string hint_for(std::string_view text);

}  // namespace smcp::tools
