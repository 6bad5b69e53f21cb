// What can be typed into a pane: keys and text. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/act/key_names.hpp"

namespace smcp::tmux {

/// One thing to type.
struct Stroke {
  bool is_key = false;
  KeyPress press;  ///< of a text only `bytes` counts

  [[nodiscard]] static Stroke text(std::string_view bytes) { return {false, {std::string(bytes), {}}}; }
  [[nodiscard]] static Stroke key(KeyPress press) { return {true, std::move(press)}; }
  [[nodiscard]] static Stroke enter() { return key({{}, "Enter"}); }
  [[nodiscard]] bool is_plain(std::string_view key) const {
    return is_key && press.bytes.empty() && press.name == key;
  }
};

struct Keys {
  std::vector<Stroke> strokes = {};  ///< in order
  /// First leave all modes of the pane (copy-mode and the like), in the same request: nothing is typed into a
  /// mode, and nothing at all if leaving fails.
  bool leave_mode = false;
  /// Whether text goes as a paste, which the program can tell from typing if it has asked for that (bracketed
  /// paste). Nothing: text of several lines does, where it can.
  std::optional<bool> paste = std::nullopt;
};

/// Whether text can go through a paste buffer and arrive byte for byte. tmux 3.7 and later replace most
/// control characters by visible ones.
[[nodiscard]] bool can_be_pasted(std::string_view text);

/// Whether this is one line of text and the Enter that ends it, and nothing else.
[[nodiscard]] bool is_one_whole_line(const std::vector<Stroke>& strokes);

/// How many bytes the longest line of this has, up to a line break or Enter.
[[nodiscard]] std::size_t longest_typed_line(const std::vector<Stroke>& strokes);

}  // namespace smcp::tmux
