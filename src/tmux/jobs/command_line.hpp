// Typing a line of ours on a shell's command line, proving that nothing else is on it, and erasing our line
// if something is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/line_editor.hpp"
#include "tmux/jobs/line_keys.hpp"
#include "tmux/jobs/line_owner.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/jobs/typed_line.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// Works on the pane that `batches` expects at a prompt, and updates what they expect. Destroying it while
/// its line is on the command line, as a dropped flow does, sends the keys that erase the line, without
/// checking the result.
class CommandLine {
 public:
  CommandLine(uv::Loop& loop, Chain chain, JobBatches& batches, PaneId pane, std::string line);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine();

  /// Types the line if the shell's line is empty; line_editor.hpp explains how this is found out. `prompt` is
  /// what the pane shows, with what is below the cursor. If it gives `alone`, prove() has still to say so.
  [[nodiscard]] Task<TypedLine> type(LineOwner owner, Captured prompt);
  [[nodiscard]] Task<TypedLine> prove();
  /// Whether prove() has something to find out.
  [[nodiscard]] bool is_to_be_proved() const { return keys_.editor() != LineEditor::kernel; }
  /// Both for a pane that is far away. What `press` makes types only if the cursor is in the place that `batches`
  /// expects, and is sent before it is known whether it is at the line's beginning: that is the proof, seen by tmux.
  [[nodiscard]] Task<PressedLine> prove_and_press(UniqueFunction<Command()> press);
  /// To be called when Enter has been pressed: from now on the line belongs to the shell.
  void hand_over() { stage_ = Stage::nothing; }
  /// Erases the line, moves the cursor back to where it was, if our keys have moved it, and releases the typing
  /// lock. Gives whether nothing of the line is left.
  [[nodiscard]] Task<bool> take_back();

 private:
  enum class Stage {
    nothing,    ///< nothing of ours is there
    announced,  ///< the typing lock is set
    typed,      ///< the line was sent; the cursor is, or will be, at its end
    returned,   ///< the cursor is, or will be, at the line's beginning
  };

  [[nodiscard]] Task<TypedLine> type_into_terminal(), type_into_editor();
  [[nodiscard]] TypedLine look_around(const Captured& prompt);
  [[nodiscard]] Task<TypedLine> ask_cursor();
  [[nodiscard]] Task<TypedLine> judge_move();
  [[nodiscard]] Task<bool> is_key_shown();
  [[nodiscard]] Task<TypedLine> take_key_back();
  [[nodiscard]] Task<TypedLine> found_text();
  [[nodiscard]] Task<Ok> return_to_start();
  [[nodiscard]] Task<bool> step_right(std::size_t times, std::int64_t cell);
  [[nodiscard]] Task<bool> look_where_it_rests();
  [[nodiscard]] Task<TypedLine> await_line();
  [[nodiscard]] Task<TypedLine> see_proof();
  [[nodiscard]] Task<TypedLine> put_back(std::string erased);
  [[nodiscard]] Task<TypedLine> give_up(TypedLine because);

  [[nodiscard]] Task<Result<std::string>> send(Command command, Stage then, std::size_t left);
  [[nodiscard]] Task<bool> erase(), erase_shown();
  [[nodiscard]] Task<bool> erase_in_terminal();
  [[nodiscard]] Task<Ok> await_taken();

  [[nodiscard]] char kill_character() const;
  [[nodiscard]] std::size_t steps_back() const;
  [[nodiscard]] std::string to_end() const;
  [[nodiscard]] std::string which() const { return "pane " + pane_.text(); }
  [[nodiscard]] TypedLine text_stands_there(const std::string& text) const;

  uv::Loop& loop_;
  Chain chain_;
  JobBatches& batches_;
  PaneId pane_;
  std::string line_;
  LineOwner owner_;
  bool is_displaced_ = false;         ///< something was printed between the line and the cursor
  std::string tty_;                   ///< the shell's terminal; "" if that cannot be seen
  char kill_ = LineKeys::kUsualKill;  ///< as long as the terminal cannot be seen
  LineKeys keys_{ShellKind::posix, false};
  Stage stage_ = Stage::nothing;
  std::size_t left_ = 0;             ///< how many characters of the line, from its beginning, are there
  std::uint32_t column_ = 0;         ///< the cursor's column before anything was typed
  std::int64_t start_ = 0;           ///< the cursor's cursor_cell() at that time
  CursorRow row_;                    ///< the cursor's row at that time
  std::optional<std::int64_t> end_;  ///< cursor_cell() at the line's end, once that has been seen
  PaneObserver pane_now_;
};

}  // namespace smcp::tmux
