// Who sees the new lines of a poll.
#pragma once

#include <string_view>

namespace smcp::tmux {

/// Sees the lines of a poll that came after its cursor as they come, all of them, however few are kept. Not
/// those of an alternate screen.
class NewText {
 public:
  virtual ~NewText() = default;
  /// What has come before was an attempt that did not succeed.
  virtual void begin() = 0;
  /// Lines, each with its newline (but for the last one), in chunks cut anywhere.
  virtual void feed(std::string_view bytes) = 0;
};

}  // namespace smcp::tmux
