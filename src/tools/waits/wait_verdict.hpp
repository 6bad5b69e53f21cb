// What is concluded for a wait: that it has ended, and with what, or what is to be done next. Pure.
#pragma once

namespace smcp::tools {

/// What a wait has ended with.
enum class WaitEnd {
  matched,
  failed,  ///< a line matched the pattern for failure
  idle,
  finished,
  waiting,  ///< a program waits for input from the terminal
  dead,
  gone,
};

/// What is to be done next for a wait.
struct WaitVerdict {
  enum class Next {
    wait,        ///< for the next look
    look_again,  ///< the next look is to come soon
    read,        ///< what the pane has printed: something may be unread
    end,         ///< with `how`
  };
  Next next = Next::wait;
  WaitEnd how{};

  bool operator==(const WaitVerdict&) const = default;
};

}  // namespace smcp::tools
