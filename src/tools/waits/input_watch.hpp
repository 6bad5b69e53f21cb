// When a wait has ended because a program asks for input: it waits for input from the terminal and has been
// quiet for a while. Pure.
#pragma once

#include <chrono>
#include <optional>

#include "shell/foreground_kind.hpp"

namespace smcp::tools {

/// To find out who waits for input takes a look at every process of the machine, so that it is asked ever more
/// seldom while nothing is printed.
class InputWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// A program that waits for input and has been quiet for so long is not about to go on by itself.
  static constexpr std::chrono::milliseconds kQuietQuestion{1000};
  /// A program that takes keys and has been quiet for so long has most likely drawn what it has to show: top
  /// draws every three seconds, editors and REPLs once.
  static constexpr std::chrono::milliseconds kQuietKeys{3000};
  /// A shell inside of a job that has been at its prompt for so long, and draws nothing, has come to rest: sure enough,
  /// but for the rest of what tmux has still to read of its prompt.
  static constexpr std::chrono::milliseconds kQuietShell{200};
  /// The longest time between two questions.
  static constexpr std::chrono::milliseconds kLongestPause{10'000};

  /// `enough`: how sure it must be (InputAwaited::no: it does not matter).
  InputWatch(shell::InputAwaited enough, Time began) : enough_(enough), last_drawing_(began) {
    printed(began);
  }

  /// There was output.
  void printed(Time now) {
    last_output_ = now;
    ask_at_ = now + kQuietQuestion;
  }
  /// Something may have been drawn in the place where the cursor was, or in another pane of the window: tmux before
  /// 3.8 tells no more. A program that asks does not redraw; one that takes keys may (`watch`).
  void may_have_drawn(Time now) { last_drawing_ = now; }
  /// Whether it matters now who waits for input.
  [[nodiscard]] bool is_due(Time now) const { return enough_ != shell::InputAwaited::no && now >= ask_at_; }
  /// Whether it matters now that a shell is at its prompt.
  [[nodiscard]] bool is_shell_due(Time now) const {
    return enough_ != shell::InputAwaited::no && now >= last_output_ + kQuietShell;
  }
  /// The answer to is_due(). Gives until when it must have been quiet to count as a question; nothing if no program
  /// is.
  std::optional<Time> judge(shell::InputAwaited seen, Time now);

 private:
  shell::InputAwaited enough_;
  Time last_output_;
  Time last_drawing_;
  Time ask_at_;
};

}  // namespace smcp::tools
