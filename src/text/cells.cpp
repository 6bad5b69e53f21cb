#include "text/cells.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace smcp {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Characters besides ASCII to which every terminal gives one cell, and which are common in text and prompts:
/// Latin, Greek and Cyrillic without combining marks; punctuation, arrows, lines and blocks; the signs of
/// popular prompts.
constexpr auto kNarrow = std::to_array<Range>({{0xa1, 0xac},
                                               {0xae, 0x2ff},
                                               {0x370, 0x482},
                                               {0x48a, 0x52f},
                                               {0x2010, 0x2027},
                                               {0x2190, 0x21ff},
                                               {0x2500, 0x259f},
                                               {0x276e, 0x276f},
                                               {0x279c, 0x279c},
                                               {0xe0a0, 0xe0d7}});

/// Characters that take no cell of their own, and those that take two: East Asian scripts and emoji.
constexpr auto kNoCell = std::to_array<Range>(
    {{0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}});
constexpr auto kTwoCells = std::to_array<Range>({{0x1100, 0x115f},
                                                 {0x2e80, 0xa4cf},
                                                 {0xac00, 0xd7a3},
                                                 {0xf900, 0xfaff},
                                                 {0xfe30, 0xfe6f},
                                                 {0xff00, 0xff60},
                                                 {0xffe0, 0xffe6},
                                                 {0x1f300, 0x1faff},
                                                 {0x20000, 0x3fffd}});

template <std::size_t N>
bool is_in_ranges(const std::array<Range, N>& ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](const Range& range) { return point >= range.first && point <= range.last; });
}

}  // namespace

bool takes_one_cell(char32_t point) {
  if (point >= 0x20 && point < 0x7f) return true;
  return is_in_ranges(kNarrow, point);
}

std::size_t likely_cells(char32_t point) {
  if (point < 0x300) return 1;
  return is_in_ranges(kNoCell, point) ? 0 : is_in_ranges(kTwoCells, point) ? 2 : 1;
}

std::optional<std::size_t> cells_of(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (continues_character(text[i])) continue;
    if (!takes_one_cell(first_code_point(text.substr(i)).value)) return std::nullopt;
    ++cells;
  }
  return cells;
}

}  // namespace smcp
