// Panes at one glance: how the output of each stands, what has come since an earlier look, and its last line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tmux/link/request_chain.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// What has come since an earlier look.
struct Progress {
  enum class Kind {
    none,  ///< no output at all
    rows,  ///< the end is `rows` rows further down, and what stood above it still stands there, or is known
           ///< to have been discarded at the history's limit
    unknown,  ///< there may be output, and how much cannot be proved
    first,    ///< the pane was not there then
  };
  Kind kind = Kind::unknown;
  std::uint64_t rows = 0;
};

/// `now` is cursor_of() the state and the rows. The proof is that of incremental reads (continuity.hpp).
[[nodiscard]] Progress progress(const Cursor& since, const PaneState& state, const PaneRows& rows,
                                const std::optional<Cursor>& now);

struct Glance {
  PaneState state;               ///< without what the list of sessions has told: dead, tty, session
  std::optional<Cursor> cursor;  ///< none if nothing but blank rows was seen, and there are more above
  std::string last_line;  ///< the last that is not blank, wrapped rows joined; of the screen, trimmed. Not
                          ///< what tmux writes there when a command has ended
  std::optional<Progress> progress;  ///< of a PaneToGlanceAt with `since`
};

struct PaneToGlanceAt {
  PaneState state;                ///< as list_session_panes() has it (session_panes.hpp)
  const Cursor* since = nullptr;  ///< outlives the call
};

/// Looks at the screens, from one request for every kPanesAtOnce of them: each of them a moment's truth. A
/// pane that is not there any more is nothing.
void glance_at_panes(const Chain& chain, std::vector<PaneToGlanceAt> panes,
                     UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done);

/// tmux 3.8 takes 1000 words in a request, any tmux 16 KiB of them; a pane needs up to 32 words and 600
/// bytes.
inline constexpr std::size_t kPanesAtOnce = 26;

}  // namespace smcp::tmux
