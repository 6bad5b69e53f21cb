// Whether a pane is as it was. "Nothing has changed" means something else to whoever asks; each meaning has one
// predicate here, called by what it proves. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

// Two looks at the same pane, one after the other.

/// The cursor stands where it stood, and nothing has scrolled: nothing was typed or printed that moves it.
/// Text may have changed in place.
[[nodiscard]] bool is_same_place(const PaneState& before, const PaneState& now);

/// Every row that was there still has the number it had, so that a row may be asked for by its number. Rows of
/// the screen may have changed, and the cursor may have moved.
[[nodiscard]] bool has_same_rows(const PaneState& before, const PaneState& now);

/// Nothing in the pane's own values says that it has printed anything, or that its size, its process or its
/// screen have changed. Where tmux does not count output (before 3.8), a change in place goes unseen.
[[nodiscard]] bool looks_same(const PaneState& before, const PaneState& now);

/// The opposite with the benefit of the doubt: also true where tmux does not count output and the window, of
/// which this may be one of several panes, has had some. What is printed in the same second as the output
/// before it, and moves nothing, still goes unseen: time has no finer resolution.
[[nodiscard]] bool may_have_printed(const PaneState& before, const PaneState& now);

// A cursor, and a look that came later.

/// Nothing was printed since, whatever else has happened: a resize, or a clear from outside.
[[nodiscard]] bool has_been_quiet(const Cursor& since, const PaneState& now);

/// Nothing has happened at all: what the cursor has read is what there is. False where that cannot be told;
/// without counters that is in the second of the last output.
[[nodiscard]] bool certainly_unchanged(const Cursor& since, const PaneState& now);

/// certainly_unchanged(), asked of tmux: a format that is true if the pane may have changed, or if it is not
/// told of as one of `session`; empty where that cannot be told.
[[nodiscard]] std::string changed_condition(const Cursor& since, std::string_view session);

/// What is known of a pane for which changed_condition() was false: all but the limit and the terminal.
/// Nothing with counters, which leave the activity and the history open.
[[nodiscard]] std::optional<PaneState> unchanged_state(const Cursor& since, std::string_view session,
                                                       std::int64_t now);

}  // namespace smcp::tmux
