#include "text/highlights.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "text/painted_regions.hpp"
#include "text/trim.hpp"
#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kCut = "…";

std::string_view without_blanks(std::string_view text) {
  text = trimmed(text);
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

std::string told(std::string_view text) {
  text = without_blanks(text);
  if (text.size() <= Highlights::kMaxRunBytes) return std::string(text);
  return std::string(utf8_prefix(text, Highlights::kMaxRunBytes - kCut.size())).append(kCut);
}

struct Run {
  Highlight shown;
  std::uint64_t backdrop = 0;
  std::size_t place = 0;  ///< among all, from top to bottom and from left to right
  std::size_t alike = 0;  ///< how many runs have this backdrop
};

std::vector<Run> runs_of(const PaintedRegions& regions) {
  std::vector<Run> runs;
  std::map<std::uint64_t, std::size_t> counts;
  const auto& rows = regions.rows();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      const Segment& segment = rows[row][i];
      if (regions.is_panel(row, i) || !says_something(segment.text)) continue;
      runs.push_back({{row + 1, told(segment.text)}, segment.backdrop.number(), runs.size(), 0});
      ++counts[segment.backdrop.number()];
    }
  }
  for (Run& run : runs) run.alike = counts[run.backdrop];
  return runs;
}

/// How many of the first runs are within the bounds.
std::size_t count_fitting(const std::vector<Run>& runs) {
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (; count < std::min(runs.size(), Highlights::kMaxRuns); ++count) {
    bytes += runs[count].shown.text.size();
    if (bytes > Highlights::kMaxBytes) break;
  }
  return count;
}

}  // namespace

Highlights find_highlights(std::string_view rows, std::size_t width) {
  std::vector<Run> runs = runs_of(PaintedRegions(read_segments(rows, width), width));
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.alike < b.alike; });
  const std::size_t kept = count_fitting(runs);
  Highlights found;
  found.left_out = runs.size() - kept;
  runs.resize(kept);
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.place < b.place; });
  for (Run& run : runs) found.runs.push_back(std::move(run.shown));
  return found;
}

}  // namespace smcp::tmux
