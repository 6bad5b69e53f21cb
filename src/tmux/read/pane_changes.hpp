// Whether a pane is unchanged. "Nothing has changed" means different things to different callers; each
// meaning has one predicate here, named by what it proves. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

// Two looks at the same pane, one after the other.

/// The cursor has not moved, and nothing has scrolled, so nothing was typed or printed that moves the cursor.
/// Text may have changed in place.
[[nodiscard]] bool is_same_place(const PaneState& before, const PaneState& now);

/// Every row that was there still has the same number, so that rows can be requested by number. Rows of the
/// screen may have changed, and the cursor may have moved.
[[nodiscard]] bool has_same_rows(const PaneState& before, const PaneState& now);

/// Nothing in the pane's own values shows that it has printed anything, or that its size, its process or its
/// screen have changed. If tmux does not count output (before 3.8), a change in place goes unnoticed.
[[nodiscard]] bool looks_same(const PaneState& before, const PaneState& now);

/// The opposite, and also true in doubt: if tmux does not count output, and the window, which may have
/// several panes, has had some. Output in the same second as the output before it still goes unnoticed if it
/// moves nothing, because tmux's times are whole seconds.
[[nodiscard]] bool may_have_printed(const PaneState& before, const PaneState& now);

// A cursor, and a later look.

/// Nothing was printed since, whatever else has happened: a resize, or a clear from outside.
[[nodiscard]] bool has_been_quiet(const Cursor& since, const PaneState& now);

/// Nothing has happened at all: the cursor covers everything that there is. False if that is not known;
/// without counters, it is not known for a cursor taken in the second of the last output.
[[nodiscard]] bool certainly_unchanged(const Cursor& since, const PaneState& now);

/// certainly_unchanged(), asked of tmux: a format that is true only if the pane has certainly not changed and
/// tmux names `session` as its session; empty if no format can tell.
[[nodiscard]] std::string unchanged_condition(const Cursor& since, std::string_view session);

/// The state of a pane for which unchanged_condition() was true, without the limit and the terminal. Nothing
/// with counters, which say nothing about the activity and the history.
[[nodiscard]] std::optional<PaneState> unchanged_state(const Cursor& since, std::string_view session,
                                                       std::int64_t now);

}  // namespace smcp::tmux
