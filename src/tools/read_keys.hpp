// What the argument `keys` of send_keys means. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/act/keys.hpp"

namespace smcp::tools {

struct ReadKeys {
  std::vector<tmux::Stroke> strokes;
  /// The keys that were spelt otherwise than tmux(1) spells them, as it does: `Escape` for `Esc`, `C-x C-s`
  /// for both in one text.
  std::string pressed;
  /// What to pass instead, if a text may have been meant as a key.
  std::string hint;
  /// One text was several keys.
  bool sequence = false;

  /// Whether any of it is text, which may be a secret.
  [[nodiscard]] bool has_text() const;
};

/// Reads each element as a key where one was surely meant, and as text elsewhere. Errc::invalid_argument for a
/// key that no terminal can send (tmux::NamedKey), and for U+0000.
[[nodiscard]] Result<ReadKeys> read_keys(const std::vector<std::string>& elements);

}  // namespace smcp::tools
