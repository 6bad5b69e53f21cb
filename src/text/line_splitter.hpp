// Cuts a byte stream into lines of bounded length, each with room behind it for a parser that reads ahead.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/byte_buffer.hpp"
#include "base/unique_function.hpp"

namespace smcp {

/// Every line handed out has this many readable bytes (zeros) behind it: SIMDJSON_PADDING, so that simdjson
/// parses in place.
inline constexpr std::size_t kLinePadding = 64;

/// Pure: bytes go in, lines come out, in order. LF ends a line; one CR before it belongs to the ending.
class LineSplitter {
 public:
  /// Neither callable may feed, finish or destroy the splitter. A line is valid only inside the call.
  struct Sink {
    UniqueFunction<void(std::string_view line)> on_line;  ///< without its ending; blank lines too
    UniqueFunction<void()> on_oversize;  ///< once per line longer than the bound, as soon as that is known
  };

  /// What is kept between lines at the most; a longer line's memory is given back once it was handed out.
  static constexpr std::size_t kRestingSize = 64 * 1024;

  /// `max_line`: the most bytes that a line may have, its ending not counted. A longer one is discarded as it
  /// comes, so memory stays within max_line plus a few bytes, whatever arrives.
  explicit LineSplitter(std::size_t max_line) : max_line_(max_line) {}

  /// Takes a chunk cut anywhere and hands out every line that ends in it: a sink that wants no more lines
  /// stops the reading, not the splitter, and takes what is left of the chunk.
  void feed(std::string_view chunk, Sink& sink);
  /// End of input: hands out a last line that has no newline, if there is one. feed() may start anew after
  /// it.
  void finish(Sink& sink);

  /// Bytes held now.
  [[nodiscard]] std::size_t memory() const { return buffer_.capacity(); }

 private:
  void take(std::string_view part, Sink& sink);
  void end_line(Sink& sink);
  void make_room(std::size_t more);
  void release();

  std::size_t max_line_;
  ByteBuffer buffer_;        ///< the line so far; its capacity leaves room for the padding
  bool discarding_ = false;  ///< inside an oversize line that was reported
};

}  // namespace smcp
