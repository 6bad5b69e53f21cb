// What can be typed into a pane: key names as the manual spells them, and text exactly as it is. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// Whether the whole of `text` is one key name as tmux(1) spells it: a special key (`Enter`, `Up`, `F5`,
/// `PgDn`, …), `C-`, `M-` and `S-` in front of one or of a single character, or `^` in front of a character.
/// tmux itself is laxer (it takes `end`, `0x41`, `c-c`); a lone character represents itself either way and is
/// not called a name here.
[[nodiscard]] bool is_key_name(std::string_view text);

struct Keys {
  std::string text;    ///< a key name, or what to type byte for byte
  bool enter = false;  ///< press Enter behind it
  /// Leave all modes of the pane (copy-mode and its like) first, in the same request: nothing of it is typed
  /// into a mode, and nothing at all if leaving fails.
  bool leave_mode = false;
};

/// Text travels in pieces of at most this many bytes, cut between characters: an argv of tmux's holds 16364
/// bytes.
inline constexpr std::size_t kMaxTypedPiece = 8 * 1024;

/// The end of the piece that begins at `from`.
[[nodiscard]] std::size_t typed_piece_end(std::string_view text, std::size_t from);

}  // namespace smcp::tmux
