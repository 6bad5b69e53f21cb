#include "text/line_drawing.hpp"

#include <array>
#include <cstddef>

namespace smcp::tmux {
namespace {

/// The VT100's line drawing characters, from '`' to '~', as tmux itself draws them.
constexpr std::array<std::string_view, 31> kLineDrawing = {
    "◆", "▒", "␉", "␌", "␍", "␊", "°", "±", "␤", "␋", "┘", "┐", "┌", "└", "┼", "⎺",
    "⎻", "─", "⎼", "⎽", "├", "┤", "┴", "┬", "│", "≤", "≥", "π", "≠", "£", "·"};

/// Further line drawing characters of terminfo's acsc.
constexpr std::string_view kArrows = "+,-.0";
constexpr std::array<std::string_view, kArrows.size()> kArrowsDrawn = {"→", "←", "↑", "↓", "█"};

}  // namespace

void append_line_drawing(std::string_view letters, std::string& out) {
  for (const char c : letters) {
    const auto arrow = kArrows.find(c);
    if (c >= '`' && c <= '~') {
      out += kLineDrawing[static_cast<std::size_t>(c - '`')];
    } else if (arrow != std::string_view::npos) {
      out += kArrowsDrawn[arrow];
    } else {
      out += c;
    }
  }
}

}  // namespace smcp::tmux
