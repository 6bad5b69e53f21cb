// A line of ours on a shell's command line: typed, proved to stand there alone, and taken back if it does
// not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/task.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// What has become of typing a line.
struct TypedLine {
  enum class Kind {
    alone,    ///< it is all that the shell has: Enter runs it, and nothing else
    moved,    ///< something was printed or typed just then; nothing of ours is left
    refused,  ///< `error` says why, and if anything of ours is left
  };
  Kind kind = Kind::moved;
  Error error{Errc::refused, {}};

  [[nodiscard]] static TypedLine alone() { return {Kind::alone}; }
  [[nodiscard]] static TypedLine refused(std::string message) {
    return {Kind::refused, {Errc::refused, std::move(message)}};
  }
  /// What did not hold in a batch is that the pane stood still; anything else is what it says.
  [[nodiscard]] static TypedLine failed(const Error& error) {
    if (error.code == Errc::refused) return {};
    return {Kind::refused, error};
  }
};

/// Works on the pane that `batches` expects at a prompt, and keeps up to date what they expect. Destroying it
/// while a line of its own stands there, as a dropped flow does, takes the line back, unseen.
class CommandLine {
 public:
  CommandLine(uv::Loop& loop, Chain chain, JobBatches& batches, PaneId pane, std::string line);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  /// Types the line if none stands there (line_editor.hpp has how that is found out). `prompt` is what the
  /// pane shows.
  [[nodiscard]] Task<TypedLine> type(ShellKind shell, Captured prompt);
  /// Enter is pressed: from now on it is the shell's.
  void hand_over() { stage_ = Stage::nothing; }
  /// Takes it back, and says that we type no more. Gives whether nothing of it is left.
  [[nodiscard]] Task<bool> take_back();

 private:
  enum class Stage {
    nothing,    ///< of ours is there
    announced,  ///< others know that we type
    typed,      ///< all of the line was sent; the cursor stands, or will, at its end
    returned,   ///< the cursor stands, or will, at the line's beginning
  };

  [[nodiscard]] Task<TypedLine> type_into_terminal(const CursorRow& row);
  [[nodiscard]] Task<TypedLine> type_into_editor(const CursorRow& row);
  [[nodiscard]] Task<TypedLine> look_around(const Captured& prompt, CursorRow& row);
  [[nodiscard]] Task<TypedLine> ask_cursor(const CursorRow& row);
  [[nodiscard]] Task<TypedLine> judge_move(const CursorRow& row);
  [[nodiscard]] Task<TypedLine> found_text(const CursorRow& row);
  [[nodiscard]] Task<Ok> return_to_start(bool one_cell_each);
  [[nodiscard]] Task<Ok> step_right(std::size_t times, std::int64_t cell);
  [[nodiscard]] Task<TypedLine> await_line();
  [[nodiscard]] Task<TypedLine> prove();
  [[nodiscard]] Task<TypedLine> put_back(std::string erased);
  [[nodiscard]] Task<TypedLine> give_up(TypedLine because);

  [[nodiscard]] Task<bool> erase();
  [[nodiscard]] Task<bool> erase_in_terminal();
  [[nodiscard]] Task<Ok> await_taken();

  [[nodiscard]] char kill_character() const;
  [[nodiscard]] std::size_t steps_back(const CursorRow& row) const;
  [[nodiscard]] std::string to_end() const;
  [[nodiscard]] std::string which() const { return "pane " + pane_.text(); }
  [[nodiscard]] TypedLine text_stands_there(const std::string& text) const;

  Chain chain_;
  JobBatches& batches_;
  PaneId pane_;
  std::string line_;
  std::string tty_;
  LineKeys keys_{ShellKind::posix, false};
  Stage stage_ = Stage::nothing;
  std::uint32_t column_ = 0;         ///< of the cursor, before anything was typed
  std::int64_t start_ = 0;           ///< the same as cursor_cell()
  std::optional<std::int64_t> end_;  ///< cursor_cell() at the line's end, once that was seen
  PaneObserver pane_now_;
};

}  // namespace smcp::tmux
