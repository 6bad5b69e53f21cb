#include "text/search_hits.hpp"

#include <algorithm>
#include <utility>

namespace smcp::tools {
namespace {

std::size_t total_bytes(std::span<SearchHits* const> all) {
  std::size_t sum = 0;
  for (const auto* hits : all) sum += hits->bytes();
  return sum;
}

/// How many matches there are in all if each session keeps at most `level`.
std::size_t matches_up_to(std::span<SearchHits* const> all, std::size_t level) {
  std::size_t sum = 0;
  for (const auto* hits : all) sum += std::min(hits->matches(), level);
  return sum;
}

void share_matches(std::span<SearchHits* const> all, std::size_t limit) {
  std::size_t low = 0;
  std::size_t high = limit + 1;  // the highest level that fits is in [low, high)
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (matches_up_to(all, middle) <= limit ? low : high) = middle;
  }
  std::size_t left = limit - matches_up_to(all, low);
  for (auto* hits : all) {
    const bool one_more = left > 0 && hits->matches() > low;
    left -= one_more ? 1 : 0;
    hits->keep_newest(low + (one_more ? 1 : 0));
  }
}

}  // namespace

void SearchHits::add(Line line) {
  if (line.match) ++matches_;
  bytes_ += line.text.size() + overhead_;
  lines_.push_back(std::move(line));
}

void SearchHits::keep_newest(std::size_t limit) {
  while (matches_ > limit) drop_oldest();
}

void SearchHits::drop_oldest() {
  const auto is_match = [](const Line& line) { return line.match; };
  const auto oldest = std::find_if(lines_.begin(), lines_.end(), is_match);
  oldest->match = false;
  --matches_;
  const auto next = std::find_if(oldest, lines_.end(), is_match);
  while (!lines_.empty() && (next == lines_.end() || lines_.front().number + context_ < next->number)) pop();
}

void SearchHits::pop() {
  bytes_ -= lines_.front().text.size() + overhead_;
  lines_.pop_front();
}

void share(std::span<SearchHits* const> all, std::size_t matches, std::size_t bytes) {
  share_matches(all, matches);
  while (total_bytes(all) > bytes && matches > 0) {
    matches = std::min(matches, matches_up_to(all, matches));
    matches -= std::max<std::size_t>(matches / 8, 1);
    share_matches(all, matches);
  }
}

void append_hits(std::string& out, std::string_view session, const SearchHits& hits, std::uint64_t total) {
  std::uint64_t expected = 0;
  for (const auto& line : hits.lines()) {
    const bool apart = &line == &hits.lines().front() || line.number != expected;
    if (!out.empty()) out += apart && hits.context() > 0 ? "\n--\n" : "\n";
    out.append(session).append(line.match ? ":-" : "-").append(std::to_string(total - line.number));
    out.append(line.match ? ": " : "- ").append(line.text);
    expected = line.number + 1;
  }
}

}  // namespace smcp::tools
