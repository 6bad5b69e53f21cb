#include "text/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace smcp {
namespace {

/// The fewest letters to change, add, leave out or swap with their neighbour, computed row by row.
std::size_t edits(std::string_view word, std::string_view candidate) {
  std::vector<std::size_t> before;  // the row above `above`
  std::vector<std::size_t> above;
  std::vector<std::size_t> row(candidate.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= word.size(); ++i) {
    before = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= candidate.size(); ++j) {
      const std::size_t change = above[j - 1] + (word[i - 1] == candidate[j - 1] ? 0 : 1);
      row[j] = std::min({change, above[j] + 1, row[j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && word[i - 1] == candidate[j - 2] && word[i - 2] == candidate[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  std::size_t best_distance = (word.size() + 1) / 3 + 1;  // must be less than this
  for (const auto candidate : candidates) {
    // An abbreviated word counts as one with one additional mistake.
    const std::size_t distance =
        std::min(edits(word, candidate), edits(word, candidate.substr(0, word.size())) + 1);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace smcp
