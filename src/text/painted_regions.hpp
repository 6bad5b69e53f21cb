// The areas that a program paints on a screen, and which of them are panels on which the rest stands. The rule, with an
// example, is at the head of highlights.hpp. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "text/backdrops.hpp"

namespace smcp::tmux {

/// Whether text has a character besides blanks and those that draw lines and blocks.
[[nodiscard]] bool says_something(std::string_view text);

class PaintedRegions {
 public:
  /// Upper bound on segments that are looked at. A screen with more of them shows a picture.
  static constexpr std::size_t kMaxSegments = 20'000;

  /// `rows` are all rows of a screen of `width` columns, from top to bottom.
  PaintedRegions(std::vector<std::vector<Segment>> rows, std::size_t width);

  [[nodiscard]] const std::vector<std::vector<Segment>>& rows() const { return rows_; }
  /// Whether the segment with this number in its row belongs to a panel, or to the default background.
  [[nodiscard]] bool is_panel(std::size_t row, std::size_t segment) const;

 private:
  enum Side : std::size_t { kAbove, kBelow, kLeft, kRight };
  /// How many cells of a region's edge touch others on each side.
  using Edge = std::array<std::size_t, 4>;

  struct Region {
    Backdrop backdrop{};
    std::size_t area = 0;
    std::size_t top = 0;
    std::size_t bottom = 0;  ///< the last row
    std::size_t left = 0;
    std::size_t right = 0;  ///< the column behind the last one
    bool says_something = false;
    bool is_panel = false;
    std::map<std::size_t, Edge> touches{};  ///< by the other region

    [[nodiscard]] std::size_t height() const { return bottom - top + 1; }
    [[nodiscard]] bool is_solid() const { return area == height() * (right - left); }
    [[nodiscard]] bool surrounds(const Region& other) const {
      return top <= other.top && bottom >= other.bottom && left <= other.left && right >= other.right;
    }
    [[nodiscard]] bool has_columns_of(const Region& other) const {
      return left == other.left && right == other.right;
    }
  };

  void join();
  void measure();
  void touch(std::size_t one, std::size_t other, Side side, std::size_t cells);
  void find_panels();
  void find_what_it_lies_in(const Region& region);
  void find_list_of(const Region& region);
  [[nodiscard]] bool reaches_all_edges(const Region& region) const;
  [[nodiscard]] bool has_frame(const Region& region) const;
  [[nodiscard]] bool has_padding(const Region& region) const;
  [[nodiscard]] const Segment* segment_at(const Region& region, std::size_t row, std::size_t column) const;
  [[nodiscard]] std::size_t root(std::size_t segment);

  std::vector<std::vector<Segment>> rows_;
  std::size_t width_;
  std::vector<std::size_t>
      first_of_row_;  ///< the number of each row's first segment, counted through all rows
  std::vector<std::size_t>
      region_of_;  ///< by the number of a segment; while joining, another one of the region
  std::vector<Region> regions_;
};

}  // namespace smcp::tmux
