// The batches of tmux commands that start a job. Each stops without typing if its preconditions do not hold.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/find/pane.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/jobs/paste_usage.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// All batches that type begin with the same checks, which tmux makes in the same step as the typing: the pane (uncovered
/// first, if it is new) takes keys, its cursor has not moved, nobody has pressed a key at a terminal, and kTyping is
/// unchanged since our last look.
class JobBatches {
 public:
  /// Maximum size of a piece of a script, in bytes: an argv holds at most 16364 bytes, and with the last piece go the
  /// checks and what is remembered of up to nine jobs. A short command's script is one piece.
  static constexpr std::size_t kMaxScriptPiece = 11 * 1024;

  JobBatches(const Pane& pane, JobId id, bool is_new = false);

  /// Sets what the checks expect: the pane as it was last seen.
  void expect(const JobLook& look) {
    state_ = look.state;
    typing_ = look.typing;
    typists_ = look.typists;
  }
  void expect(const PaneState& state) { state_ = state; }  ///< nothing but the cursor has changed
  [[nodiscard]] const PaneState& expected() const { return state_; }
  /// Whether, in `look`, the typing lock is still ours; and whether no user has pressed a key since.
  [[nodiscard]] bool types_alone(const JobLook& look) const { return look.typing == typing_; }
  [[nodiscard]] bool nobody_typed(const JobLook& look) const { return look.typists == typists_; }

  /// Sets how this tmux's paste-buffer has to be called.
  void paste_has(std::string_view usage) { paste_ = PasteUsage(usage); }
  /// Takes the typing lock (kTyping) and types `bytes`.
  [[nodiscard]] Command begin_typing(std::string_view bytes);
  /// Types exactly these bytes, into this pane only.
  [[nodiscard]] Command type(std::string_view bytes) const;
  /// Types `keys`, and pastes `text` after them, as a bracketed paste where the shell has asked for that: widgets that
  /// are bound to characters, such as those which put a closing quote after an opening one, do not see it.
  [[nodiscard]] Command type_and_paste(std::string_view keys, std::string_view text) const;
  /// type() wherever the cursor is now: for erasing what may not have been drawn yet.
  [[nodiscard]] Command type_anywhere(std::string_view bytes) const;
  /// Releases the typing lock and removes the script.
  [[nodiscard]] Command end_typing() const;
  /// type_anywhere() and end_typing() in one.
  [[nodiscard]] Command take_back(std::string_view bytes) const;

  /// Appends bytes [from, end) of a script to its option.
  [[nodiscard]] Command add_to_script(std::string_view script, std::size_t from, std::size_t end) const;
  /// Appends the last piece of the script, stores the job's record, and presses Enter.
  [[nodiscard]] Command press_enter(std::string_view script, std::size_t from, const JobLook& look,
                                    const JobRecord& record, const JobShell& shell) const;
  /// The same for a shell that fetches no script.
  [[nodiscard]] Command press_enter(const JobLook& look, const JobRecord& record,
                                    const JobShell& shell) const;

  /// Types `bytes` for the program that has set this pane_path (far_shell.hpp), if no user has typed since.
  [[nodiscard]] Command answer(std::string_view path, std::string_view bytes) const;
  /// The same even if a user has typed.
  [[nodiscard]] Command answer_anyway(std::string_view path, std::string_view bytes) const;
  /// The same as answer() for bytes of any length: only the last command types. It also sets the start mark.
  [[nodiscard]] std::vector<Command> begin_far(std::string_view path, std::string_view bytes) const;

  /// Stores what is known of the shell by now.
  [[nodiscard]] Command remember(const JobShell& shell) const;

  /// Withdraws the script: from then on the shell will not start it. Answers with a JobLook.
  [[nodiscard]] Command give_up() const;
  [[nodiscard]] Command forget() const;  ///< removes the job's record

 private:
  [[nodiscard]] Command server() const { return Precondition::server(pane_.server).begin(); }
  [[nodiscard]] Command guarded() const;
  [[nodiscard]] Command guarded_but_for_place() const;
  void add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const;
  [[nodiscard]] Command guarded_by_path(std::string_view path) const;
  void add_record(Command& batch, const JobLook& look, const JobRecord& record, const JobShell& shell) const;
  [[nodiscard]] std::string buffer() const;
  void add_bytes(Command& batch, std::string_view bytes, bool bracketed = false) const;
  void set(Command& batch, std::string_view option, std::string_view value) const;
  void unset(Command& batch, std::string_view option) const;

  Pane pane_;
  JobId id_;
  bool is_new_;
  PaneState state_;
  std::string typing_;
  std::string typists_;
  PasteUsage paste_;
};

}  // namespace smcp::tmux
