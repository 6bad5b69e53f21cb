// The last lines of a stream of any length, in memory bounded by the result: what capture_pane keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/byte_buffer.hpp"

namespace smcp::tmux {

/// Feed it a stream in chunks, finish it, read the newest lines as one run of text. Pure.
///
/// A line ends at '\n' and loses its spaces and tabs on the right; what is empty then is blank. Blank lines
/// at the very end are no lines, blank lines in between are. All other bytes, NUL too, are as they came.
///
/// Raw bytes are appended in whole runs and only looked at to count newlines; trimming, dropping and closing
/// gaps wait until the buffer is full or the input ends, so that each costs a fraction of a pass.
class Tail {
 public:
  struct Limits {
    std::size_t lines;       ///< keep at most the newest `lines` lines; at least 1
    std::size_t bytes;       ///< keep at most this much text(): the oldest lines go first
    bool blank_end = false;  ///< blank lines at the very end are lines, too
  };

  explicit Tail(Limits limits);

  /// Takes a chunk cut anywhere. Not after finish().
  void feed(std::string_view chunk);
  /// End of input, once: a last line without newline is a line. What follows is valid after this only.
  void finish();

  /// The kept lines joined by '\n', no newline at the end. Valid until lines are dropped or destruction.
  [[nodiscard]] std::string_view text() const;
  /// Lines in text(). A line that alone is longer than the byte bound is missing, and all older ones with it.
  [[nodiscard]] std::size_t lines() const { return stored_; }
  /// All lines seen, kept or not.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  /// How many of the newest min(limits.lines, passed()) lines are missing for want of bytes or by
  /// drop_oldest(); those of drop_newest() are not counted.
  [[nodiscard]] std::uint64_t left_out() const;
  /// 0 is the newest; `i` < lines(). Cheap in the order 0, 1, 2, …
  [[nodiscard]] std::string_view line_from_end(std::size_t i) const;
  /// Leaves out the oldest `n` of the kept lines too (all of them if there are fewer).
  void drop_oldest(std::size_t n);
  /// Leaves out the newest `n` of the kept lines (all of them if there are fewer).
  void drop_newest(std::size_t n);

  /// Bytes held. At most 128 KiB and twice the text of the newest lines, as it was at its largest (with all
  /// spaces of the unfinished line); finish() gives back what is free.
  [[nodiscard]] std::size_t memory() const;

 private:
  /// What is wrong with the unfinished line, if its bytes are more than the byte bound.
  enum class Overlong {
    no,
    spaces,  ///< what is past the bound are spaces, which trimming may remove: they are not stored
    text,    ///< it cannot be kept: its bytes are skipped
  };

  /// A line, by its number from the end, and where it is.
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
  std::size_t head_ = 0;        ///< where the complete lines begin
  std::size_t trimmed_ = 0;     ///< complete lines before this offset are trimmed
  std::size_t unfinished_ = 0;  ///< where the unfinished line begins
  std::size_t stored_ = 0;      ///< complete lines held; more than limits_.lines until they are in the way
  bool has_text_ = false;       ///< the unfinished line is not blank
  Overlong overlong_ = Overlong::no;
  std::uint64_t blanks_ = 0;  ///< blank lines since the last line with text: lines only if text follows
  std::uint64_t passed_ = 0;
  std::uint64_t newest_dropped_ = 0;
  mutable Line measured_;  ///< after finish(): the line that was asked for last
};

/// The newest kept line, or nothing.
[[nodiscard]] inline std::string_view last_line(const Tail& tail) {
  return tail.lines() > 0 ? tail.line_from_end(0) : std::string_view();
}

}  // namespace smcp::tmux
