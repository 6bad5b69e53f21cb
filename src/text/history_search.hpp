// Looks for a pattern in the lines of a pane as they stream by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "text/pattern.hpp"
#include "text/search_hits.hpp"

namespace smcp::tools {

/// Feed it the pane's text in chunks, finish it, read what was found. Pure.
///
/// Lines are those of tmux::Tail: they lose their spaces on the right, and blank ones at the very end are
/// none. Held are the unfinished line, up to the pattern's reach, and the newest hits.
class HistorySearch {
 public:
  struct Limits {
    std::size_t context;  ///< lines shown on each side of a match
    std::size_t matches;  ///< kept: the newest; at least 1
    std::size_t bytes;    ///< of what is kept, about; one match is kept all the same
  };

  /// The most that is shown of a line, in bytes; of a longer one the part around its first match, with `…`
  /// for the rest.
  static constexpr std::size_t kMaxShown = 1000;

  /// `pattern` must outlive it. `line_overhead` as in SearchHits.
  HistorySearch(const Pattern& pattern, Limits limits, std::size_t line_overhead);

  /// Takes a chunk cut anywhere. Not after finish().
  void feed(std::string_view chunk);
  /// End of input, once: a last line without newline is a line. What follows is final after this only.
  void finish();

  /// Lines seen.
  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  /// Lines that match, kept or not.
  [[nodiscard]] std::uint64_t matches() const { return matches_; }
  /// Lines that are longer than what the pattern looks at: it was not looked for in the rest of them.
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
  bool blank_matches_;
  SearchHits hits_;
  std::string unfinished_;
  bool goes_on_ = false;            ///< there was text behind unfinished_, which is full
  std::deque<std::string> before_;  ///< the last lines, as context for a match to come
  std::size_t after_ = 0;           ///< lines to come that are context of the last match
  std::uint64_t blanks_ = 0;        ///< blank lines since the last one with text: lines only if text follows
  std::uint64_t lines_ = 0;
  std::uint64_t matches_ = 0;
  std::uint64_t cut_lines_ = 0;
};

}  // namespace smcp::tools
