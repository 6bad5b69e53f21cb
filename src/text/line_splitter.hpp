// Cutting a byte stream into lines of bounded length, each followed by room for a parser that reads ahead.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/byte_buffer.hpp"
#include "base/unique_function.hpp"

namespace smcp {

/// Every line is followed by this many readable zero bytes (SIMDJSON_PADDING), so that simdjson can parse in
/// place.
inline constexpr std::size_t kLinePadding = 64;

/// Bytes go in, and lines come out in order. LF ends a line; one CR before it belongs to the ending. Pure.
class LineSplitter {
 public:
  /// Neither callback may feed, finish or destroy the splitter. A line is valid only inside the call.
  struct Sink {
    UniqueFunction<void(std::string_view line)> on_line;  ///< without its ending; blank lines too
    UniqueFunction<void()>
        on_oversize;  ///< called once for a line longer than the bound, as soon as that is known
  };

  /// Maximum memory that is kept between lines, in bytes. After a longer line, memory is freed.
  static constexpr std::size_t kRestingSize = 64 * 1024;

  /// `max_line` is the maximum length of a line in bytes, without its ending. A longer line is discarded
  /// while it arrives, so memory stays within max_line plus a few bytes.
  explicit LineSplitter(std::size_t max_line) : max_line_(max_line) {}

  /// Takes a chunk, which may be cut anywhere, and passes on every line that ends in it. A sink that wants no
  /// more lines must stop the reading; the splitter still passes on the rest of the chunk.
  void feed(std::string_view chunk, Sink& sink);
  /// Ends the input: passes on a last line without a newline, if there is one. Then feed() may start anew.
  void finish(Sink& sink);

  /// The number of bytes held.
  [[nodiscard]] std::size_t memory() const { return buffer_.capacity(); }

 private:
  void take(std::string_view part, Sink& sink);
  void end_line(Sink& sink);
  void make_room(std::size_t more);
  void release();

  std::size_t max_line_;
  ByteBuffer buffer_;        ///< the line so far; its capacity leaves room for the padding
  bool discarding_ = false;  ///< inside an oversize line, which has been reported
};

}  // namespace smcp
