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

}  // namespace

bool takes_one_cell(char32_t point) {
  if (point >= 0x20 && point < 0x7f) return true;
  return std::any_of(kNarrow.begin(), kNarrow.end(),
                     [&](const Range& range) { return point >= range.first && point <= range.last; });
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
