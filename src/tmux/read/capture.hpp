// The last lines of a pane, exactly, from one atomic request that is streamed through a bounded Tail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/captured.hpp"

namespace smcp::tmux {

struct CaptureRequest {
  std::string session;
  std::optional<PaneId>
      pane;  ///< one that is known to be the session's; its active window's active pane if not given
  std::size_t lines = 0;  ///< logical lines (wrapped rows joined), at least 1
  std::size_t skip = 0;   ///< leave out the newest
  bool colors = false;    ///< each line with the escape sequences that colour it
  /// Above an alternate screen, also the lines that it hides. Otherwise the history goes before it, and a
  /// poll tells them.
  bool hidden = false;
  std::size_t max_bytes = 0;  ///< bound on the text kept
};

/// tmux counts rows, and cuts a wrapped line that crosses the first of them; so more rows are asked for than
/// lines are wanted, and again, doubling, until one line more than wanted has come or the history is used up.
/// Each attempt stands by itself: what is answered is one moment's text. Errc::not_found if there is no such
/// session.
void capture_pane(const Chain& chain, CaptureRequest request, UniqueFunction<void(Result<Captured>)> done);

}  // namespace smcp::tmux
