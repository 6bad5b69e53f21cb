// The interface for receiving the new lines of a poll.
#pragma once

#include <string_view>

namespace smcp::tmux {

/// Receives all lines that came after a poll's cursor, as they are read, however few of them are kept; but
/// not the lines of an alternate screen.
class NewText {
 public:
  virtual ~NewText() = default;
  /// Starts anew: what was fed before was from an attempt that failed.
  virtual void begin() = 0;
  /// Lines, each (except for the last one) with its newline, in chunks that may be cut anywhere. `replaces_last`, the
  /// same for each chunk: the first line stands in the place of the last one before the cursor, and not below it.
  virtual void feed(std::string_view bytes, bool replaces_last) = 0;
};

}  // namespace smcp::tmux
