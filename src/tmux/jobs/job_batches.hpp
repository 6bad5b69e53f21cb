// The batches of tmux commands that start a job. Each stops without typing if its preconditions do not hold.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/find/pane.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// All batches that type begin with the same checks, which tmux makes in the same step as the typing: the
/// pane takes keys, its cursor has not moved, nobody has pressed a key at a terminal, and kTyping is
/// unchanged since our last look.
class JobBatches {
 public:
  /// Maximum size of a piece of a script, in bytes: an argv holds at most 16364 bytes.
  static constexpr std::size_t kMaxScriptPiece = 8 * 1024;

  JobBatches(const Pane& pane, JobId id) : pane_(pane), id_(std::move(id)) {}

  /// Sets what the checks expect: the pane as it was last seen.
  void expect(const JobLook& look) {
    state_ = look.state;
    typing_ = look.typing;
    typists_ = look.typists;
  }
  /// The same if nothing but the cursor has changed.
  void expect(const PaneState& state) { state_ = state; }
  [[nodiscard]] const PaneState& expected() const { return state_; }
  /// Whether, in `look`, the typing lock is still ours; and whether no user has pressed a key since.
  [[nodiscard]] bool types_alone(const JobLook& look) const { return look.typing == typing_; }
  [[nodiscard]] bool nobody_typed(const JobLook& look) const { return look.typists == typists_; }

  /// Prints the usage of this tmux's paste-buffer in one line, for paste_has(), and then the row of the
  /// cursor and the rows below it. Types nothing.
  [[nodiscard]] Command rows_from_cursor() const;
  /// Takes that usage. From 3.7 on, paste-buffer replaces control characters by visible ones, unless -S is
  /// given. The usage is asked for, and not the version, because a version need not be a number.
  void paste_has(std::string_view usage) { verbatim_flag_ = usage.starts_with("[-dprS]"); }
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
                                    const JobRecord& record) const;

  /// Withdraws the script: from then on the shell will not start it. Answers with a JobLook.
  [[nodiscard]] Command give_up() const;
  /// Removes the job's record.
  [[nodiscard]] Command forget() const;

 private:
  [[nodiscard]] Command server() const { return Precondition::server(pane_.server).begin(); }
  [[nodiscard]] Command guarded() const;
  [[nodiscard]] Command guarded_but_for_place() const;
  void add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const;
  void add_bytes(Command& batch, std::string_view bytes, bool bracketed = false) const;
  void set(Command& batch, std::string_view option, std::string_view value) const;
  void unset(Command& batch, std::string_view option) const;

  Pane pane_;
  JobId id_;
  PaneState state_;
  std::string typing_;
  std::string typists_;
  bool verbatim_flag_ = false;
};

}  // namespace smcp::tmux
