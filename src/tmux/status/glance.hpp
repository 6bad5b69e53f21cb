// A glance at many panes: for each its state, what it has printed since an earlier look, and its last line.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"
#include "tmux/status/status_snapshot.hpp"

namespace smcp::tmux {

/// What a pane has printed since an earlier look.
struct Progress {
  enum class Kind {
    none,     ///< nothing
    rows,     ///< the end is `rows` rows further down, and the text above it is still there, or known to have
              ///< been discarded at the history's limit
    unknown,  ///< there may be output, but how much is not known
    first,    ///< the pane did not exist then
  };
  Kind kind = Kind::unknown;
  std::uint64_t rows = 0;
};

/// `now` is cursor_of(state, rows). The proof is the same as for incremental reads (continuity.hpp).
[[nodiscard]] Progress progress(const Cursor& since, const PaneState& state, const PaneRows& rows,
                                const std::optional<Cursor>& now);

struct Glance {
  PaneState state;               ///< without what the list of sessions gives: dead, tty, session
  std::optional<Cursor> cursor;  ///< none if only blank rows were seen, and there are more rows above
  std::string last_line;         ///< the last line of the screen that is not blank, with wrapped rows joined,
                                 ///< trimmed; not the notice that tmux writes when a command has ended
  std::string line_above;        ///< the same of what stands above that line
  bool needs_rest = false;       ///< a shell at its prompt waits for the rest of a command (continuation.hpp)
  std::optional<Progress> progress;  ///< since the earlier look, if there was one
};

/// Looks at the screens of `panes`, which are as list_session_panes() (session_panes.hpp) gives them, with one
/// request for every kPanesAtOnce panes. Each glance shows its pane at one moment. A pane that does not exist
/// any more gives nothing. `since` is an earlier look, or null.
void glance_at_panes(const Chain& chain, std::vector<PaneState> panes,
                     std::shared_ptr<const StatusSnapshot> since,
                     UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done);

/// Maximum number of panes in one request: tmux 3.8 accepts 1000 words per request, and any tmux 16 KiB; a
/// pane needs up to 32 words and 600 bytes.
inline constexpr std::size_t kPanesAtOnce = 26;

}  // namespace smcp::tmux
