// Making a cursor from what tmux says about a pane at one moment.
#pragma once

#include <optional>
#include <string_view>

#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_reading.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// The cursor for `state`. `last_line` is the last line of text. Nothing if `rows` does not contain all rows
/// that this takes.
[[nodiscard]] std::optional<Cursor> cursor_of(const PaneState& state, const PaneRows& rows,
                                              std::string_view last_line);
/// The same for a reading, which may cover two screens; `last_line` is that of the normal one.
[[nodiscard]] std::optional<Cursor> cursor_of(const PaneReading& reading, std::string_view last_line);
/// Whether the pane shows the same alternate screen, unchanged, or shows none, as before.
[[nodiscard]] bool same_picture(const Cursor& cursor, const PaneReading& reading);

}  // namespace smcp::tmux
