// What a job's start has tmux do: batches that end by themselves where something is not as it must be. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/find/pane.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// All that types begins with the same checks, in the same step as the typing: the pane takes keys, nothing
/// has moved in it, nobody has pressed a key at a terminal, and kTyping is what it was when we looked last.
class JobBatches {
 public:
  /// An argv holds 16364 bytes; a script travels in pieces of at most so many.
  static constexpr std::size_t kMaxScriptPiece = 8 * 1024;

  JobBatches(const Pane& pane, JobId id) : pane_(pane), id_(std::move(id)) {}

  /// The pane as it was seen last.
  void expect(const JobLook& look) {
    state_ = look.state;
    typing_ = look.typing;
    typists_ = look.typists;
  }
  /// The same with nothing changed but the cursor.
  void expect(const PaneState& state) { state_ = state; }
  [[nodiscard]] const PaneState& expected() const { return state_; }
  /// Whether in `look` it is still our word that somebody types, and no person has since.
  [[nodiscard]] bool types_alone(const JobLook& look) const { return look.typing == typing_; }
  [[nodiscard]] bool nobody_typed(const JobLook& look) const { return look.typists == typists_; }

  /// How this tmux's paste-buffer is used, for paste_has(), in a line; then the row of the cursor and those
  /// below it, as they look. Nothing is typed.
  [[nodiscard]] Command rows_from_cursor() const;
  /// From 3.7 on, paste-buffer writes control characters out unless told not to (-S): ask what it has, not
  /// for the version, which need not be a number.
  void paste_has(std::string_view usage) { verbatim_flag_ = usage.starts_with("[-dprS]"); }
  /// Says that we type (kTyping), and types `bytes`.
  [[nodiscard]] Command begin_typing(std::string_view bytes);
  /// Types `bytes`. Only this pane gets them, and exactly these.
  [[nodiscard]] Command type(std::string_view bytes) const;
  /// The same wherever the cursor is by now: to take back what is still on its way.
  [[nodiscard]] Command type_anywhere(std::string_view bytes) const;
  /// That we type no more; what waits to be fetched goes as well.
  [[nodiscard]] Command end_typing() const;
  /// type_anywhere() and end_typing() in one.
  [[nodiscard]] Command take_back(std::string_view bytes) const;

  /// Puts bytes [from, end) of a script into its option, behind what is there already.
  [[nodiscard]] Command add_to_script(std::string_view script, std::size_t from, std::size_t end) const;
  /// The last piece, what is known of the job, and Enter.
  [[nodiscard]] Command press_enter(std::string_view script, std::size_t from, const JobLook& look,
                                    const JobRecord& record) const;

  /// From then on the shell will not begin to run it. Answers with a JobLook.
  [[nodiscard]] Command give_up() const;
  /// That it was to run.
  [[nodiscard]] Command forget() const;

 private:
  [[nodiscard]] Command server() const { return Precondition::server(pane_.server).begin(); }
  [[nodiscard]] Command guarded() const;
  [[nodiscard]] Command guarded_but_for_place() const;
  void add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const;
  void add_bytes(Command& batch, std::string_view bytes) const;
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
