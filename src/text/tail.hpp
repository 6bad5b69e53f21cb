// The last lines of a stream of any length, in memory bounded by the result. capture_pane uses it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/byte_buffer.hpp"

namespace smcp::tmux {

/// Feed it a stream in chunks, finish it, and then read the newest lines as one run of text. Pure.
///
/// A line ends at '\n' and loses its spaces and tabs on the right; if it is then empty, it is blank. Blank
/// lines at the very end do not count as lines, those in between do. All other bytes, including NUL, are kept
/// unchanged.
///
/// Raw bytes are appended in whole runs and examined only to count newlines. Trimming, dropping and closing
/// gaps wait until the buffer is full or the input ends, so that each costs a fraction of a pass.
class Tail {
 public:
  struct Limits {
    std::size_t lines;       ///< keep at most the newest `lines` lines; at least 1
    std::size_t bytes;       ///< keep at most this much text(); the oldest lines are dropped first
    bool blank_end = false;  ///< count blank lines at the very end as lines, too
  };

  explicit Tail(Limits limits);

  /// Takes a chunk, which may be cut anywhere. Not to be called after finish().
  void feed(std::string_view chunk);
  /// Ends the input; to be called once. A last line without a newline counts as a line. The functions below
  /// are valid only after this.
  void finish();

  /// The kept lines joined by '\n', without a newline at the end. Valid until lines are dropped or this is
  /// destroyed.
  [[nodiscard]] std::string_view text() const;
  /// The number of lines in text(). A single line longer than the byte bound is missing, together with all
  /// older lines.
  [[nodiscard]] std::size_t lines() const { return stored_; }
  [[nodiscard]] std::uint64_t passed() const { return passed_; }  ///< the number of lines seen, kept or not
  /// How many of the newest min(limits.lines, passed()) lines are missing because of the byte bound or
  /// drop_oldest(); those removed by drop_newest() do not count.
  [[nodiscard]] std::uint64_t left_out() const;
  /// The `i`th line from the end, where 0 is the newest; `i` < lines(). It is cheap in the order 0, 1, 2, …
  [[nodiscard]] std::string_view line_from_end(std::size_t i) const;
  /// The newest kept line, or "".
  [[nodiscard]] std::string_view last_line() const { return stored_ > 0 ? line_from_end(0) : ""; }
  void drop_oldest(std::size_t n);  ///< removes the oldest `n` of the kept lines, or all if there are fewer
  void drop_newest(std::size_t n);  ///< the same for the newest

  /// The number of bytes held: at most 128 KiB plus twice the largest size that the text of the newest lines
  /// has had (with all spaces of the unfinished line). finish() frees what is unused.
  [[nodiscard]] std::size_t memory() const;

 private:
  /// What of the unfinished line exceeds the byte bound: spaces, which trimming may remove, are not stored; a line
  /// with text beyond it cannot be kept, so its bytes are skipped.
  enum class Overlong { no, spaces, text };

  /// A line: its number from the end, and its place.
  struct Line {
    std::size_t number = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void take(std::string_view piece);
  [[nodiscard]] std::string_view pass_overlong(std::string_view piece);
  void end_lines(std::string_view lines);
  void end_blank_lines(std::uint64_t count);
  void append_lines(std::string_view lines);
  void extend_unfinished(std::string_view part);
  void limit_unfinished();
  void materialise_blanks(std::size_t lines_to_come);

  [[nodiscard]] Line line_ending_at(std::size_t newline, std::size_t number) const;
  void make_room(std::size_t more);
  void trim();
  void drop_surplus_lines();
  void drop_surplus_bytes();
  void drop_all();
  void close_gap();

  Limits limits_;
  ByteBuffer buffer_;           ///< dropped | complete lines, each with its newline | the unfinished line
  std::size_t head_ = 0;        ///< offset of the complete lines
  std::size_t trimmed_ = 0;     ///< complete lines before this offset are trimmed
  std::size_t unfinished_ = 0;  ///< offset of the unfinished line
  std::size_t stored_ = 0;      ///< complete lines held; may exceed limits_.lines until the room is needed
  bool has_text_ = false;       ///< the unfinished line is not blank
  Overlong overlong_ = Overlong::no;
  std::uint64_t blanks_ = 0;  ///< blank lines since the last line with text; they count only if text follows
  std::uint64_t passed_ = 0;
  std::uint64_t newest_dropped_ = 0;
  mutable Line measured_;  ///< after finish(): the line of the last line_from_end()
};

}  // namespace smcp::tmux
