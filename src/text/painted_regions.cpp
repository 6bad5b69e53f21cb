#include "text/painted_regions.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "text/trim.hpp"
#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

/// Fewer rows have no room for a frame or for padding.
constexpr std::size_t kLeastPanel = 3;

bool draws(char32_t point) {
  return point >= 0x2500 && point <= 0x259f;
}

/// Whether a character can be the corner of a frame; programs that draw in ASCII use a plus sign.
bool draws_corner(char32_t point) {
  return (point >= 0x2500 && point <= 0x257f) || point == '+';
}

char32_t last_code_point(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && continues_character(text[begin])) --begin;
  return first_code_point(text.substr(begin)).value;
}

/// Calls `found(a, b, cells)` for the segments of two neighbouring rows that touch, by their numbers in their rows.
template <typename Found>
void for_each_overlap(const std::vector<Segment>& above, const std::vector<Segment>& below, Found found) {
  for (std::size_t a = 0, b = 0; a < above.size() && b < below.size();) {
    const std::size_t from = std::max(above[a].from, below[b].from);
    const std::size_t to = std::min(above[a].to, below[b].to);
    if (from < to) found(a, b, to - from);
    if (above[a].to <= below[b].to) {
      ++a;
    } else {
      ++b;
    }
  }
}

}  // namespace

bool says_something(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = first_code_point(text.substr(i));
    if (!is_space(text[i]) && point.value != 0xa0 && !draws(point.value)) return true;
    i += point.size;
  }
  return false;
}

PaintedRegions::PaintedRegions(std::vector<std::vector<Segment>> rows, std::size_t width)
    : rows_(std::move(rows)), width_(width) {
  std::size_t segments = 0;
  for (const auto& row : rows_) {
    first_of_row_.push_back(segments);
    segments += row.size();
  }
  if (segments > kMaxSegments) return;
  region_of_.resize(segments);
  join();
  measure();
  find_panels();
}

bool PaintedRegions::is_panel(std::size_t row, std::size_t segment) const {
  return regions_.empty() || regions_[region_of_[first_of_row_[row] + segment]].is_panel;
}

std::size_t PaintedRegions::root(std::size_t segment) {
  while (region_of_[segment] != segment) {
    region_of_[segment] = region_of_[region_of_[segment]];
    segment = region_of_[segment];
  }
  return segment;
}

/// Gives each segment its region: those that touch and have the same backdrop have the same.
void PaintedRegions::join() {
  for (std::size_t i = 0; i < region_of_.size(); ++i) region_of_[i] = i;
  for (std::size_t row = 1; row < rows_.size(); ++row) {
    for_each_overlap(rows_[row - 1], rows_[row], [&](std::size_t above, std::size_t below, std::size_t) {
      if (rows_[row - 1][above].backdrop != rows_[row][below].backdrop) return;
      region_of_[root(first_of_row_[row] + below)] = root(first_of_row_[row - 1] + above);
    });
  }
  std::map<std::size_t, std::size_t> numbers;
  std::vector<std::size_t> region_of(region_of_.size());
  for (std::size_t i = 0; i < region_of_.size(); ++i)
    region_of[i] = numbers.emplace(root(i), numbers.size()).first->second;
  region_of_ = std::move(region_of);
  regions_.resize(numbers.size());
}

void PaintedRegions::measure() {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (std::size_t i = 0; i < rows_[row].size(); ++i) {
      const Segment& segment = rows_[row][i];
      const std::size_t number = region_of_[first_of_row_[row] + i];
      Region& region = regions_[number];
      const bool is_first = region.area == 0;
      region.backdrop = segment.backdrop;
      region.area += segment.to - segment.from;
      region.top = is_first ? row : region.top;
      region.bottom = row;
      region.left = is_first ? segment.from : std::min(region.left, segment.from);
      region.right = std::max(region.right, segment.to);
      region.says_something = region.says_something || smcp::tmux::says_something(segment.text);
      if (i > 0) touch(region_of_[first_of_row_[row] + i - 1], number, kRight, 1);
    }
    if (row == 0) continue;
    for_each_overlap(rows_[row - 1], rows_[row],
                     [&](std::size_t above, std::size_t below, std::size_t cells) {
                       touch(region_of_[first_of_row_[row - 1] + above],
                             region_of_[first_of_row_[row] + below], kBelow, cells);
                     });
  }
}

/// Notes that `other` is on this side of `one`: below it, or to its right.
void PaintedRegions::touch(std::size_t one, std::size_t other, Side side, std::size_t cells) {
  if (one == other) return;
  regions_[one].touches[other][side] += cells;
  regions_[other].touches[one][side == kBelow ? kAbove : kLeft] += cells;
}

void PaintedRegions::find_panels() {
  for (Region& region : regions_) {
    region.is_panel =
        region.backdrop.is_plain() || reaches_all_edges(region) || has_frame(region) || has_padding(region);
  }
  for (const Region& region : regions_) {
    if (region.backdrop.is_plain() || !region.says_something) continue;
    find_what_it_lies_in(region);
    find_list_of(region);
  }
}

bool PaintedRegions::reaches_all_edges(const Region& region) const {
  return region.top == 0 && region.bottom + 1 == rows_.size() && region.left == 0 && region.right >= width_;
}

/// The region's segment with this cell; null if that is another's.
const Segment* PaintedRegions::segment_at(const Region& region, std::size_t row, std::size_t column) const {
  const auto& segments = rows_[row];
  const auto found = std::find_if(segments.begin(), segments.end(),
                                  [column](const Segment& segment) { return column < segment.to; });
  if (found == segments.end() || found->from > column) return nullptr;
  const auto number = first_of_row_[row] + static_cast<std::size_t>(found - segments.begin());
  return &regions_[region_of_[number]] == &region ? &*found : nullptr;
}

bool PaintedRegions::has_frame(const Region& region) const {
  if (region.height() < kLeastPanel) return false;
  for (const std::size_t row : {region.top, region.bottom}) {
    const Segment* const left = segment_at(region, row, region.left);
    const Segment* const right = segment_at(region, row, region.right - 1);
    if (left == nullptr || right == nullptr || left->text.empty() || right->text.empty()) return false;
    if (left->from != region.left || right->to != region.right) return false;
    if (!draws_corner(first_code_point(left->text).value) || !draws_corner(last_code_point(right->text)))
      return false;
  }
  return true;
}

bool PaintedRegions::has_padding(const Region& region) const {
  if (region.height() < kLeastPanel) return false;
  for (const std::size_t row : {region.top, region.bottom}) {
    const Segment* const segment = segment_at(region, row, region.left);
    if (segment == nullptr || segment->from != region.left || segment->to != region.right) return false;
    if (has_text(segment->text)) return false;
  }
  return true;
}

/// Marks the parts of the backdrop, if any, in which the region lies.
void PaintedRegions::find_what_it_lies_in(const Region& region) {
  struct Around {
    Edge edge{};
    std::size_t area = 0;
    std::vector<std::size_t> parts{};
  };
  std::map<std::uint64_t, Around> around;
  std::size_t all = 0;
  for (const auto& [number, edge] : region.touches) {
    if (region.surrounds(regions_[number])) continue;
    Around& one = around[regions_[number].backdrop.number()];
    for (std::size_t side = 0; side < edge.size(); ++side) {
      one.edge[side] += edge[side];
      all += edge[side];
    }
    one.area += regions_[number].area;
    one.parts.push_back(number);
  }
  for (const auto& [number, one] : around) {
    const auto& edge = one.edge;
    const bool is_between = (edge[kAbove] > 0 && edge[kBelow] > 0) || (edge[kLeft] > 0 && edge[kRight] > 0);
    const std::size_t touched = edge[kAbove] + edge[kBelow] + edge[kLeft] + edge[kRight];
    if (!is_between || 2 * touched < all || one.area <= region.area) continue;
    for (const std::size_t part : one.parts) regions_[part].is_panel = true;
  }
}

/// Marks the list, if any, of which the region is the first or the last part.
void PaintedRegions::find_list_of(const Region& region) {
  for (const auto& touched : region.touches) {
    Region& list = regions_[touched.first];
    if (list.is_solid() && region.is_solid() && list.has_columns_of(region) &&
        list.right - list.left < width_ && list.height() > region.height())
      list.is_panel = true;
  }
}

}  // namespace smcp::tmux
