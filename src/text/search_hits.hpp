// What a search has found in one session: the newest matches with the lines around them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace smcp::tools {

/// Lines come in their order, each once. A match leaves together with the context that is its alone; where it
/// is context of the next itself, it stays as such. Pure.
class SearchHits {
 public:
  struct Line {
    std::uint64_t number;  ///< from the first line of the history, which is 0
    bool match;
    std::string text;
  };

  /// `context`: lines on each side that belong to a match. `line_overhead`: bytes that each line counts for
  /// beside its text.
  SearchHits(std::size_t context, std::size_t line_overhead) : context_(context), overhead_(line_overhead) {}

  void add(Line line);
  /// Leaves at most `limit` matches, the newest.
  void keep_newest(std::size_t limit);

  [[nodiscard]] const std::deque<Line>& lines() const { return lines_; }
  [[nodiscard]] std::size_t matches() const { return matches_; }
  [[nodiscard]] std::size_t context() const { return context_; }
  /// What they come to as text, about.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  void drop_oldest();
  void pop();

  std::size_t context_;
  std::size_t overhead_;
  std::deque<Line> lines_;
  std::size_t matches_ = 0;
  std::size_t bytes_ = 0;
};

/// Bounds what several sessions have together: nobody's matches are touched before somebody else has as few,
/// so that one that is full of them does not hide the others'. `bytes` is kept to even if fewer matches fit.
void share(std::span<SearchHits* const> all, std::size_t matches, std::size_t bytes);

/// Appends them as grep does: `SESSION:-12: TEXT` for a match, `SESSION-11- TEXT` for context, `--` between
/// groups that are not neighbours. `total`: the lines of the history; -1 is the last of them.
void append_hits(std::string& out, std::string_view session, const SearchHits& hits, std::uint64_t total);

}  // namespace smcp::tools
