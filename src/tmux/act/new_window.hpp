// Opening a window in a session, or splitting a pane: a shell with a long history, and a command typed into it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "tmux/act/pane_start.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

enum class Split { none, right, below };

struct NewWindow {
  std::string session{};      ///< its exact name
  Pane pane{};                ///< of that session: the one to split, or whose directory a new window gets
  Split split = Split::none;  ///< none: a window of its own
  std::string window = {};    ///< the new window's name, used literally; empty: tmux names it
  std::string command = {};   ///< typed into the shell and followed by Enter; may be empty
  PaneStart start{};          ///< without a directory: that of `pane`
};

struct NewWindowPane {
  PaneId pane;
  std::uint32_t window = 0;  ///< index of its window
  Cursor start;              ///< as NewSessionPane::start
};

/// Makes the pane in the background: the session's active window, and in it the active pane, stay what they are, so that
/// nobody who looks at the session loses sight of what they look at. The session keeps at least kHistoryLimit lines for
/// new panes from now on (new_session.hpp).
///
/// Failure and cancellation leave no window and no pane behind. Errc::not_found if the session no longer holds
/// `pane`; Errc::already_exists if another window has the name; Errc::refused if there is no room for a split, if a pane of
/// the window is zoomed, which a split would undo, if tmux would change the name, or if the shell cannot take the command;
/// Errc::invalid_argument for a bad directory. `on_progress` is told of the steps.
void open_window(uv::Loop& loop, const Chain& chain, NewWindow wanted,
                 UniqueFunction<void(std::string_view)> on_progress,
                 UniqueFunction<void(Result<NewWindowPane>)> done);

}  // namespace smcp::tmux
