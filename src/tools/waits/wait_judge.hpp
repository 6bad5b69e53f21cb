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
#include "tools/waits/input_watch.hpp"
#include "tools/waits/wait_verdict.hpp"

namespace smcp::tools {

class WaitJudge {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Conditions {
    std::optional<std::chrono::milliseconds> idle{};  ///< ends it: nothing was printed for so long
    /// Ends it: a program asks for input, and that is as sure as this (input_watch.hpp).
    shell::InputAwaited waiting = shell::InputAwaited::no;
    /// Ends it as idle: a program that takes keys has answered, and has been quiet for kRest. It has most likely
    /// drawn all of its answer; whether it asks for more, nobody can say.
    bool rests = false;
    /// `idle` ends it only after an answer: something was asked, and silence is none.
    bool answer = false;
    bool finished = false;  ///< ends it: the shell has the terminal again
  };

  /// A shell that has the terminal from the beginning and so long has nothing to finish.
  static constexpr std::chrono::milliseconds kNothingRuns{1000};
  static constexpr std::chrono::milliseconds kRest = InputWatch::kQuietQuestion;
  /// tmux's clock has whole seconds: what came in the second of a reading may have come after it.
  static constexpr std::chrono::milliseconds kSecondIsOver{1050};

  WaitJudge(Conditions conditions, Time began)
      : conditions_(conditions), began_(began), last_change_(began), input_(conditions.waiting, began) {}

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
    bool answered = false;    ///< something is shown that is more than the echo of what was typed
    /// Only asked for if needs_input().
    shell::InputAwaited input = shell::InputAwaited::no;
  };
  /// Whether nothing has come for kRest.
  [[nodiscard]] bool is_quiet(Time now) const { return now >= last_change_ + kRest; }
  [[nodiscard]] bool needs_foreground() const { return conditions_.finished; }
  [[nodiscard]] bool needs_input(Time now) const { return input_.is_due(now); }
  /// What follows from the last look, once all that it showed has been read.
  [[nodiscard]] WaitVerdict judge(const Seen& seen, Time now);

 private:
  void note_change(Time now);
  [[nodiscard]] bool has_finished(const Seen& seen, Time now);
  [[nodiscard]] WaitVerdict quiet_until(Time due, WaitEnd how) const;

  Conditions conditions_;
  Time began_;
  Time last_change_;
  InputWatch input_;
  Time read_at_;                    ///< when the last reading began
  std::optional<Time> read_again_;  ///< when the second of the last output that was read is over
  bool unread_ = false;
  bool saw_job_ = false;
  unsigned prompts_ = 0;         ///< judgements in a row with the shell at its prompt
  bool read_at_prompt_ = false;  ///< a reading was asked for after two of them
};

}  // namespace smcp::tools
