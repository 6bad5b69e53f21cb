// What a full-screen program shows as selected: text that is reversed or has a background of its own. Plain text hides
// it. Pure.
//
// Programs also paint what is not selected: a dialog's blue screen and its grey window, an editor's theme, the shaded box
// in which one types. So cells that touch and have the same backdrop (backdrops.hpp) form a region, and a region is a
// panel, on which the rest stands, if one of these holds:
//
//   - It reaches all four edges of the screen.
//   - It has a frame: in each of its corners stands a character that draws lines.
//   - It has padding: of three rows or more, the first and the last are blank all over its width.
//   - Text on another backdrop lies in it: at least half of that text's edge touches cells of this backdrop, which are
//     on two opposite sides of it, and more than it is.
//   - It is a list of which an end is selected: a rectangle, narrower than the screen, to which a lower one of exactly
//     the same columns adjoins above or below.
//
// The default background is never highlighted. What remains are the highlights. An example, dialog's menu on an 8-colour
// terminal (b blue, g grey, shadow left out), and what is concluded:
//
//    bbbbbbbbbbbbbbbbbbbb      reaches all edges: panel
//    bbb┌──────────┐bbbbb      has a frame: panel
//    bbb│ a Apple  │bbbbb
//    bbb│ b Banana │bbbbb      "b Banana" is blue again, but touches the screen's blue nowhere: [4, "b Banana"]
//    bbb│  < OK >  │bbbbb      as is the button: [5, "< OK >"]
//    bbb└──────────┘bbbbb
//
// A screen with more changes of its background than PaintedRegions::kMaxSegments is taken for a picture: all of it is
// panel.
//
// A bar at the top or the bottom, or a single reversed letter that a program draws as its cursor, is listed, too: nothing
// distinguishes these from a selected row or letter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// Text of one row that stands out, without the blanks around it.
struct Highlight {
  std::size_t row = 0;  ///< counted from 1, at the top of the screen
  std::string text;
  bool operator==(const Highlight&) const = default;
};

struct Highlights {
  /// More than any menu, list or bar has. The screen's text is with the caller anyway: all beyond that costs twice.
  static constexpr std::size_t kMaxRuns = 40;
  /// Upper bound on the text of all runs, in bytes: a screen of selected lines is cut here.
  static constexpr std::size_t kMaxBytes = 4096;
  /// Upper bound on the text of one run, in bytes; what is longer ends with `…`.
  static constexpr std::size_t kMaxRunBytes = 400;

  std::vector<Highlight> runs;  ///< from top to bottom, and from left to right
  /// How many more there are. Over a bound, the backdrops that most runs have are left out first: what is selected is
  /// rare.
  std::size_t left_out = 0;
};

/// `rows` as `capture-pane -e -N` prints a screen of `width` columns.
[[nodiscard]] Highlights find_highlights(std::string_view rows, std::size_t width);

}  // namespace smcp::tmux
