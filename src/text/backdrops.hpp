// What is behind the text of a screen: its rows, cut where the background changes. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/sgr_state.hpp"

namespace smcp::tmux {

/// What stands out behind text: that it is reversed, or else its background. Reversed text of several colours has one
/// backdrop, as an editor that reverses what is selected leaves the colours of its words.
struct Backdrop {
  bool reversed = false;
  SgrState::Colour colour{};  ///< the default colour for reversed text
  [[nodiscard]] bool is_plain() const { return *this == Backdrop{}; }
  [[nodiscard]] std::uint64_t number() const;  ///< equal for equal backdrops only
  bool operator==(const Backdrop&) const = default;
};

/// Neighbouring cells of one row with the same backdrop.
struct Segment {
  std::size_t from = 0;  ///< the first column, counted from 0
  std::size_t to = 0;    ///< the column behind the last one
  Backdrop backdrop{};
  std::string text{};  ///< with its blanks; line drawing as UTF-8
};

/// Reads rows as `capture-pane -e -N` prints them, each ended by '\n'. The cells that tmux leaves out at the end of a row
/// are blank and plain, up to `width` columns.
///
/// Which cells lie above one another is exact for one-cell characters, and nearly so for the rest: no program knows the
/// width that tmux gives to every emoji.
[[nodiscard]] std::vector<std::vector<Segment>> read_segments(std::string_view rows, std::size_t width);

}  // namespace smcp::tmux
