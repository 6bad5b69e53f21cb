// A pane that was created a moment ago: looking at it, and removing what tmux displays on top of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_clock.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {

struct NewPane {
  PaneTerminal terminal;  ///< its pid is the shell's
  ServerId server;
  /// What was made, and is removed if it fails, as errors call it: session, window or pane.
  std::string_view made = "session";

  [[nodiscard]] PaneId id() const { return terminal.id; }
};

/// Where the shell's cursor stands on the screen, and how many rows of history are above the screen. If two
/// looks agree, nothing was printed in between.
struct CursorPlace {
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  std::uint64_t history = 0;
  bool operator==(const CursorPlace&) const = default;
};

/// Appends to `batch` a command that leaves whatever mode the pane is in. tmux shows what a plugin, a hook or
/// run-shell prints, or an error in its configuration, in view mode on top of the pane that it thinks a user
/// is looking at, which is the newest one. Keys then go to that mode and are lost; pastes get through, but
/// without their brackets. In a pane this new, nobody has scrolled yet, and nobody would read the message.
void uncover(Command& batch, PaneId pane);

/// Lets the pane that the batch has just made stay when its shell ends (remain-on-exit), until release(): only then does
/// tmux tell how it has ended. Like append_size() (window_size.hpp) it has no target.
void append_hold(Command& batch);
/// Ends that: the pane goes with its shell, as the user's options have it.
void release(Command& batch, PaneId pane);

/// A batch that uncovers the pane, if the server is still the same, and prints where its cursor stands, for
/// parse_look().
[[nodiscard]] Command look_at(const NewPane& pane);
/// Appends the look itself to `batch`.
void append_look(Command& batch, PaneId pane);
/// Parses the answer; nothing if the pane is gone or dead.
[[nodiscard]] std::optional<CursorPlace> parse_look(std::string_view text);
/// The error for a shell that has ended; `then` says when or what of it ("before it took the command"). `text` is the
/// answer to the look that showed it: if that tells the exit code, so does the error.
[[nodiscard]] Error shell_ended(const NewPane& pane, std::string_view then, std::string_view text = {});
/// Whether a look that was requested at `asked` failed only for lack of time: the call's deadline came so
/// soon after it that the failure says nothing about tmux.
[[nodiscard]] bool was_cut_short(const Error& error, uv::TimePoint asked);

}  // namespace smcp::tmux
