// The VT100's line drawing, which `capture-pane -e` prints as letters between SO and SI. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tmux {

/// Appends what `letters` draw, as UTF-8: lqk is ┌─┐. Bytes that draw nothing are kept.
void append_line_drawing(std::string_view letters, std::string& out);

}  // namespace smcp::tmux
