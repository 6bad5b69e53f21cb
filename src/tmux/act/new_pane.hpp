// A pane that was born a moment ago: looking at it, and keeping it free of what tmux lays over it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {

struct NewPane {
  PaneId id;
  std::int64_t pid = 0;  ///< of the shell
  std::string tty;
  ServerId server;
};

/// Where the cursor of the shell stands, on the screen and below how much history; if two looks agree,
/// nothing was printed in between.
struct CursorPlace {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  std::uint64_t history = 0;
  bool operator==(const CursorPlace&) const = default;
};

/// As the batch's next step: leaves whatever mode the pane is in. What a plugin, a hook or run-shell prints
/// in tmux, or a fault in its configuration, tmux shows in view mode over the pane that it thinks somebody
/// looks at: the newest. Keys then go to that mode and are lost; pastes pass, but without their brackets.
/// Nobody has scrolled in a pane of this age, and nobody would read the message there either.
void uncover(Command& batch, PaneId pane);

/// Uncovers the pane of this very server and gives where its cursor stands, for parse_look().
[[nodiscard]] Command look_at(const NewPane& pane);
/// The look itself, as the batch's next step.
void append_look(Command& batch, PaneId pane);
/// Nothing if the pane is gone or dead.
[[nodiscard]] std::optional<CursorPlace> parse_look(std::string_view text);
/// Whether a look that was asked for at `asked` failed for want of time alone: the call's deadline came so
/// soon after it that nothing can be said of tmux.
[[nodiscard]] bool was_cut_short(const Error& error, uv::TimePoint asked);

}  // namespace smcp::tmux
