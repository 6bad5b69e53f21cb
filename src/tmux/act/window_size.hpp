// The size with which a window of ours is born. tmux takes that of whatever client was used last, in any session, or
// default-size; in a tiny window shells break, and programs draw nothing of use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// What a terminal has always had at least, in columns and rows.
inline constexpr std::uint32_t kLeastWidth = 80;
inline constexpr std::uint32_t kLeastHeight = 24;

struct WantedSize {
  std::optional<std::uint32_t> width{};  ///< nothing: as tmux makes it, but at least the above
  std::optional<std::uint32_t> height{};

  [[nodiscard]] bool is_given() const { return width || height; }
};

/// Adds commands to a batch that has just made a window for a shell, and selected it: they give it that size. They have
/// no target, so that tmux applies them to this window, whatever hooks have done since. The window is not kept at that
/// size: a client that attaches to it resizes it as usual. Where the window was too small, its shell is started anew,
/// because bash crashes if it gets to its prompt before tmux gets to the resizing. A pane's process, terminal, cursor and
/// size are what they will be only after this.
void append_size(Command& batch, const WantedSize& size);

/// Adds commands to `batch` that let windows which are made later in a session have a size that was asked for, if nobody
/// is attached. `session` is an exact target.
void append_later_size(Command& batch, const std::string& session, const WantedSize& size);

}  // namespace smcp::tmux
