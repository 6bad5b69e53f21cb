// The cursor of a moment, from what tmux tells of the pane then.
#pragma once

#include <optional>
#include <string_view>

#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_reading.hpp"
#include "tmux/read/pane_rows.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// The cursor of now, `last_line` being the last line of text; nothing if the rows given do not reach up to
/// that.
[[nodiscard]] std::optional<Cursor> cursor_of(const PaneState& state, const PaneRows& rows,
                                              std::string_view last_line);
/// The same of a reading of both screens, if there are two: `last_line` is of the normal one.
[[nodiscard]] std::optional<Cursor> cursor_of(const PaneReading& reading, std::string_view last_line);
/// Whether the pane shows the alternate screen that it showed, as it was; or none, as then.
[[nodiscard]] bool same_picture(const Cursor& cursor, const PaneReading& reading);

}  // namespace smcp::tmux
