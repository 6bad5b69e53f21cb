// The results of a search in one session: the newest matches with the lines around them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace smcp::tools {

/// Lines are added in order, each once. A match is removed together with the context that belongs to it
/// alone; if it is itself context of the next match, it stays as such. Pure.
class SearchHits {
 public:
  struct Line {
    std::uint64_t number;  ///< counted from the first line of the history, which is 0
    bool match;
    std::string text;
  };

  /// `context` is the number of lines on each side that belong to a match. `line_overhead` is the number of
  /// bytes that each line counts in addition to its text.
  SearchHits(std::size_t context, std::size_t line_overhead) : context_(context), overhead_(line_overhead) {}

  void add(Line line);
  /// Keeps only the newest `limit` matches.
  void keep_newest(std::size_t limit);

  [[nodiscard]] const std::deque<Line>& lines() const { return lines_; }
  [[nodiscard]] std::size_t matches() const { return matches_; }
  [[nodiscard]] std::size_t context() const { return context_; }
  /// The approximate size of the results as text.
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

/// Bounds the total results of several sessions. Matches are always taken from the session that has the most,
/// so that a session with many matches does not hide those of the others. `bytes` is respected even if fewer
/// matches fit.
void share(std::span<SearchHits* const> all, std::size_t matches, std::size_t bytes);

/// Appends the results in the manner of grep: `SESSION:-12: TEXT` for a match, `SESSION-11- TEXT` for
/// context, `--` between groups that are not adjacent. `total` is the number of lines in the history; line -1
/// is the last of them.
void append_hits(std::string& out, std::string_view session, const SearchHits& hits, std::uint64_t total);

}  // namespace smcp::tools
