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

/// Takes a part of the current line, without its LF.
void LineSplitter::take(std::string_view part, Sink& sink) {
  if (discarding_ || part.empty()) return;
  const auto length = buffer_.size() + part.size();
  // A CR may belong to the ending: if the line is one byte too long, only the next byte decides.
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
  make_room(0);  // a blank line needs padding, too
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

/// Empties the buffer, and frees the memory if a long line has made it grow.
void LineSplitter::release() {
  buffer_.set_size(0);
  if (buffer_.capacity() > kRestingSize) buffer_.set_capacity(kRestingSize);
}

}  // namespace smcp
