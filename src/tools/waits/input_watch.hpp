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
  /// The longest time between two questions.
  static constexpr std::chrono::milliseconds kLongestPause{10'000};

  /// `enough`: how sure it must be (InputAwaited::no: it does not matter).
  InputWatch(shell::InputAwaited enough, Time began) : enough_(enough) { printed(began); }

  /// There was output.
  void printed(Time now) {
    last_output_ = now;
    ask_at_ = now + kQuietQuestion;
  }
  /// Whether it matters now who waits for input.
  [[nodiscard]] bool is_due(Time now) const { return enough_ != shell::InputAwaited::no && now >= ask_at_; }
  /// The answer to that. Gives until when it must have been quiet to count as a question; nothing if no program
  /// is.
  std::optional<Time> judge(shell::InputAwaited seen, Time now);

 private:
  shell::InputAwaited enough_;
  Time last_output_;
  Time ask_at_;
};

}  // namespace smcp::tools
