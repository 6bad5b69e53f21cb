// What can be typed into a pane: key names as the manual spells them, and literal text. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp::tmux {

/// Whether the whole of `text` is one key name as tmux(1) spells it: a special key (`Enter`, `Up`, `F5`,
/// `PgDn`, …), a special key or a single character with prefixes `C-`, `M-` or `S-`, or a character after
/// `^`. tmux itself is more lenient (it accepts `end`, `0x41`, `c-c`). A single character stands for itself
/// either way and does not count as a name here.
[[nodiscard]] bool is_key_name(std::string_view text);

struct Keys {
  std::string text;    ///< a key name, or what to type byte for byte
  bool enter = false;  ///< press Enter after it
  /// First leave all modes of the pane (copy-mode and the like), in the same request: nothing is typed into a
  /// mode, and nothing at all if leaving fails.
  bool leave_mode = false;
};

/// Maximum size of a piece, in bytes. Text is sent in pieces, cut between characters, because tmux's argv
/// holds at most 16364 bytes.
inline constexpr std::size_t kMaxTypedPiece = 8 * 1024;

/// The end of the piece that begins at `from`.
[[nodiscard]] std::size_t typed_piece_end(std::string_view text, std::size_t from);

}  // namespace smcp::tmux
