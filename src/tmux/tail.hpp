// The last lines of a stream of any length, in memory bounded by the result: what capture_pane keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "byte_buffer.hpp"

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
    std::size_t lines;  ///< keep at most the newest `lines` lines; at least 1
    std::size_t bytes;  ///< keep at most this much text(): the oldest lines go first
  };

  explicit Tail(Limits limits);

  /// Takes a chunk cut anywhere. Not after finish().
  void feed(std::string_view chunk);
  /// End of input, once: a last line without newline is a line. What follows is valid after this only.
  void finish();

  /// The kept lines joined by '\n', no newline at the end. Valid until drop_oldest() or destruction.
  [[nodiscard]] std::string_view text() const;
  /// Lines in text(). A line that alone is longer than the byte bound is missing, and all older ones with it.
  [[nodiscard]] std::size_t lines() const;
  /// All lines seen, kept or not.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }
  /// How many of the newest min(limits.lines, passed()) lines are missing for want of bytes or by
  /// drop_oldest().
  [[nodiscard]] std::uint64_t left_out() const;
  /// 0 is the newest; `i` < lines().
  [[nodiscard]] std::string_view line_from_end(std::size_t i) const;
  /// Leaves out the oldest `n` of the kept lines too (all of them if there are fewer).
  void drop_oldest(std::size_t n);

  /// Bytes held, at any time: at most twice the text of the newest lines (the unfinished one with all its
  /// spaces), 64 KiB, and after finish() the index of 8 bytes a line.
  [[nodiscard]] std::size_t memory() const;

 private:
  Limits limits_;
  std::uint64_t passed_ = 0;
  ByteBuffer buffer_;
};

}  // namespace smcp::tmux
