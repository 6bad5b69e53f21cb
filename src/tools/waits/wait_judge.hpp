// When a wait for a pane has ended: by what the looks at the pane have shown, and whether all that was
// printed has been read. Pure: no clock of its own, no tmux.
//
// An example, of a wait until the command has finished:
//
//    look    the terminal    what follows
//    1       make has it     wait
//    2       the shell's     look_again: the kernel may still hold what make has printed last
//    3       the shell's     read: tmux has taken it by now
//    (read)  the shell's     finished
//
// tests/unit/tools/waits/wait_judge.cpp has a table of looks and what follows from them.
#pragma once

#include <chrono>
#include <optional>

#include "shell/foreground_kind.hpp"

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

class WaitJudge {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Conditions {
    std::optional<std::chrono::milliseconds> idle{};  ///< ends it: nothing was printed for so long
    /// Ends it: somebody is asked. A program waits for input from the terminal and has been quiet for
    /// kQuietQuestion, or, if `perhaps` is enough, takes keys and has been quiet for kQuietKeys.
    shell::InputAwaited waiting = shell::InputAwaited::no;
    bool finished = false;  ///< ends it: the shell has the terminal again
  };

  /// A shell that has the terminal from the beginning and so long has nothing to finish.
  static constexpr std::chrono::milliseconds kNothingRuns{1000};
  /// A program that waits for input and has been quiet for so long is not about to go on by itself.
  static constexpr std::chrono::milliseconds kQuietQuestion{1000};
  /// A program that takes keys and has been quiet for so long has most likely drawn what it has to show: top
  /// draws every three seconds, editors and REPLs once.
  static constexpr std::chrono::milliseconds kQuietKeys{3000};
  /// tmux's clock has whole seconds: what came in the second of a reading may have come after it.
  static constexpr std::chrono::milliseconds kSecondIsOver{1050};

  WaitJudge(Conditions conditions, Time began)
      : conditions_(conditions), began_(began), last_change_(began) {}

  // The output.

  /// Something may be unread, whatever the looks show.
  void expect_output() { unread_ = true; }
  /// A look: whether it shows output for sure (looks_same() is false), and whether there may have been some.
  void looked(bool printed, bool may_have_printed, Time now);
  void begin_reading(Time now);
  /// The output has been read. `came`: some of it was new. `may_go_on`: more may have followed it in the same
  /// second of tmux's clock.
  void end_reading(bool came, bool may_go_on, Time now);
  void reading_failed() { unread_ = true; }
  [[nodiscard]] bool is_unread() const { return unread_; }

  // The end.

  struct Seen {
    bool dead = false;  ///< the pane's command has ended, and the pane is still there
    /// Who has the terminal; nothing if that cannot be seen. Only asked for if needs_foreground().
    std::optional<shell::Foreground> foreground;
    bool lines_came = false;  ///< since the wait began, below the line of the cursor
    /// Only asked for if needs_input().
    shell::InputAwaited input = shell::InputAwaited::no;
  };
  [[nodiscard]] bool needs_foreground() const { return conditions_.finished; }
  /// Whether it has been quiet for so long that it matters who waits for input, which is expensive to find out.
  [[nodiscard]] bool needs_input(Time now) const {
    return conditions_.waiting != shell::InputAwaited::no && now >= last_change_ + kQuietQuestion;
  }
  /// What follows from the last look, once all that it showed has been read.
  [[nodiscard]] WaitVerdict judge(const Seen& seen, Time now);

 private:
  [[nodiscard]] bool has_finished(const Seen& seen, Time now);
  [[nodiscard]] std::optional<Time> asked_since(const Seen& seen, Time now) const;
  [[nodiscard]] WaitVerdict quiet_until(Time due, WaitEnd how) const;

  Conditions conditions_;
  Time began_;
  Time last_change_;
  Time read_at_;                    ///< when the last reading began
  std::optional<Time> read_again_;  ///< when the second of the last output that was read is over
  bool unread_ = false;
  bool saw_job_ = false;
  unsigned prompts_ = 0;         ///< judgements in a row with the shell at its prompt
  bool read_at_prompt_ = false;  ///< a reading was asked for after two of them
};

}  // namespace smcp::tools
