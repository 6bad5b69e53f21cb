// The last lines of a pane, exactly, from one atomic request whose answer is streamed through a bounded Tail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/captured.hpp"

namespace smcp::tmux {

struct CaptureRequest {
  std::string session;
  std::optional<PaneId> pane;  ///< known to belong to the session; if not given, the session's active pane
  std::size_t lines = 0;       ///< number of logical lines (wrapped rows joined), at least 1
  std::size_t skip = 0;        ///< how many of the newest lines to leave out
  bool colors = false;         ///< whether lines keep the escape sequences that colour them
  /// Whether the lines that an alternate screen hides are included above it. If not, the history is followed
  /// directly by the alternate screen, and a later poll gives the hidden lines.
  bool hidden = false;
  std::size_t max_bytes = 0;  ///< upper bound on the kept text, in bytes
  /// Whether what the pane shows is read as well, in the same request. Errc::too_large if it cannot be.
  bool screen = false;
  /// What is asked before the rest, in the same step, and in how many lines it is answered. Not together with `screen`.
  std::optional<Command> first{};
  std::size_t first_lines = 0;
  bool below = false;  ///< whether Captured::below is wanted
};

/// Captures the newest lines. tmux counts rows and cuts a wrapped line that crosses the first row asked for.
/// So more rows are requested than lines are wanted, and at least twice as many in each further attempt,
/// until one more line than wanted has arrived or the history is exhausted. Each attempt reads everything
/// anew, so the result is the text of one moment. Errc::not_found if there is no such session.
void capture_pane(const Chain& chain, CaptureRequest request, UniqueFunction<void(Result<Captured>)> done);

}  // namespace smcp::tmux
