#include "text/line_splitter.hpp"

#include <algorithm>
#include <cstring>

namespace smcp {

void LineSplitter::feed(std::string_view chunk, Sink& sink) {
  while (!chunk.empty()) {
    const auto newline = chunk.find('\n');
    take(chunk.substr(0, newline), sink);
    if (newline == std::string_view::npos) return;
    end_line(sink);
    chunk.remove_prefix(newline + 1);
  }
}

void LineSplitter::finish(Sink& sink) {
  if (discarding_ || buffer_.size() > 0) end_line(sink);
}

/// A part of the current line, without its LF.
void LineSplitter::take(std::string_view part, Sink& sink) {
  if (discarding_ || part.empty()) return;
  const auto length = buffer_.size() + part.size();
  // A CR may be the ending's: of one byte too many, only the next one tells whether it is the line's.
  const bool fits = length <= max_line_ || (length - max_line_ == 1 && part.back() == '\r');
  if (fits) {
    make_room(part.size());
    buffer_.append(part);
    return;
  }
  discarding_ = true;
  release();
  sink.on_oversize();
}

void LineSplitter::end_line(Sink& sink) {
  if (discarding_) {
    discarding_ = false;
    return;
  }
  make_room(0);  // a blank line has padding too
  auto line = buffer_.view();
  std::memset(buffer_.data() + line.size(), 0, kLinePadding);
  if (line.ends_with('\r')) line.remove_suffix(1);
  sink.on_line(line);
  release();
}

void LineSplitter::make_room(std::size_t more) {
  const auto needed = buffer_.size() + more + kLinePadding;
  if (needed <= buffer_.capacity()) return;
  const auto bound = max_line_ + 1 + kLinePadding;
  buffer_.set_capacity(std::max(needed, std::min(2 * buffer_.capacity(), bound)));
}

/// Empties the buffer, and gives back what a long line has made it grow to.
void LineSplitter::release() {
  buffer_.set_size(0);
  if (buffer_.capacity() > kRestingSize) buffer_.set_capacity(kRestingSize);
}

}  // namespace smcp
