// Searching for a pattern in the lines of a pane while they are streamed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "text/pattern.hpp"
#include "text/search_hits.hpp"

namespace smcp::tools {

/// Feed it the pane's text in chunks, finish it, and then read the results. Pure.
///
/// Lines are the same as in tmux::Tail: they lose their spaces on the right, and blank lines at the very end
/// do not count. It keeps the unfinished line, up to the pattern's reach, and the newest hits.
class HistorySearch {
 public:
  struct Limits {
    std::size_t context;  ///< number of lines shown on each side of a match
    std::size_t matches;  ///< maximum number of kept matches (the newest); at least 1
    std::size_t bytes;    ///< approximate bound on what is kept; at least one match is always kept
  };

  /// How much of a line is shown at most, in bytes; of a longer line, the part around its first match, with
  /// `…` in place of the rest.
  static constexpr std::size_t kMaxShown = 1000;

  /// Whether a line is one that nobody looks for: it never matches.
  using IsLeftOut = bool (*)(std::string_view line);

  /// `pattern` must outlive this. `line_overhead` is as in SearchHits.
  HistorySearch(const Pattern& pattern, Limits limits, std::size_t line_overhead,
                IsLeftOut is_left_out = nullptr);

  /// Takes a chunk, which may be cut anywhere. Not to be called after finish().
  void feed(std::string_view chunk);
  /// Ends the input; to be called once. A last line without a newline counts as a line. The functions below
  /// give final results only after this.
  void finish();

  /// The number of lines seen.
  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  /// The number of lines that match, kept or not.
  [[nodiscard]] std::uint64_t matches() const { return matches_; }
  /// The number of lines longer than the pattern's reach, in the rest of which it was not searched for.
  [[nodiscard]] std::uint64_t cut_lines() const { return cut_lines_; }
  [[nodiscard]] SearchHits& hits() { return hits_; }

 private:
  void extend_unfinished(std::string_view part);
  void end_unfinished();
  void end_line(std::string_view line, bool goes_on);
  void take(std::string_view line, bool matches);
  void take_blanks();
  void take_match(std::string_view line);

  const Pattern& pattern_;
  Limits limits_;
  IsLeftOut is_left_out_;  ///< null: no line is
  bool blank_matches_;
  SearchHits hits_;
  std::string unfinished_;
  bool goes_on_ = false;            ///< there was more text after unfinished_, which is full
  std::deque<std::string> before_;  ///< the last lines, as context for the next match
  std::size_t after_ = 0;           ///< how many of the next lines are context of the last match
  std::uint64_t blanks_ = 0;  ///< blank lines since the last line with text; they count only if text follows
  std::uint64_t lines_ = 0;
  std::uint64_t matches_ = 0;
  std::uint64_t cut_lines_ = 0;
};

}  // namespace smcp::tools
