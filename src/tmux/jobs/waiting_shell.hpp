// Whether a shell in a pane waits for a command, and which one.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "shell/front.hpp"
#include "tmux/jobs/command_line.hpp"
#include "tmux/jobs/job_start.hpp"

namespace smcp::tmux {

/// Time for the prompt: a shell whose command has just ended may not have printed it yet.
inline constexpr std::chrono::milliseconds kPromptTime{5000};

/// Judges one look at a pane after the other.
class WaitingShell {
 public:
  /// `request` outlives it.
  WaitingShell(Chain chain, const JobRequest& request);

  /// Ok if the shell waits for a command (then is_at_prompt()) or may do so soon; else an error that says why not.
  /// After the last look, `over`, nothing comes soon.
  [[nodiscard]] Status judge(const JobLook& look, bool over);
  /// The same for the pane's last rows, if it is at its prompt, with the cursor in this column. Gives whether that
  /// is a prompt for a new command.
  [[nodiscard]] Result<bool> judge_prompt(std::string_view rows, std::uint32_t column) const;
  [[nodiscard]] bool is_at_prompt() const { return at_prompt_; }
  /// So early that what has the terminal may just be ending, or be one of several programs that make a prompt.
  [[nodiscard]] bool is_early() const { return early_; }
  /// Whether a shell may not have come to its first prompt yet.
  [[nodiscard]] bool starts() const { return starts_; }

  // As of the last look.

  /// Nothing if it is behind a carrier, and has not told us yet.
  [[nodiscard]] std::optional<ShellKind> kind() const { return carried_ ? std::nullopt : kind_; }
  /// Whether it cannot call tmux (far_shell.hpp).
  [[nodiscard]] bool is_far() const { return far_; }
  /// Whether it runs inside another shell that the machine shows, and can call tmux.
  [[nodiscard]] bool is_inside() const { return front_.kind == shell::Front::Kind::shell && !front_.first; }
  [[nodiscard]] LineOwner owner() const;
  /// What is to be remembered of it; `name` is that of its program, where the machine does not show it.
  [[nodiscard]] JobShell remembered(std::string_view name = {}) const;
  /// At rest, that is: ble.sh edits lines in bash itself, and can take a second to accept one.
  [[nodiscard]] bool is_seen_at_prompt(const JobLook& look) const;
  /// Whether it, or what it is behind, has the terminal of the pane as in `look`.
  [[nodiscard]] bool is_in_front(const JobLook& look) const;

  /// The error for a pane that does not come to rest.
  [[nodiscard]] Error moved() const;

 private:
  void see_front(bool over);
  [[nodiscard]] bool is_at_prompt_now(const JobLook& look, const shell::Front& front) const;
  [[nodiscard]] bool is_behind_blank(std::string_view line, std::uint32_t column) const;
  [[nodiscard]] bool is_carried(const std::string& name) const;
  [[nodiscard]] bool reaches_tmux() const;
  [[nodiscard]] bool job_runs_in_front() const;
  [[nodiscard]] bool has_been_quiet();
  [[nodiscard]] bool knows_far_shell() const;
  [[nodiscard]] bool may_start() const;
  [[nodiscard]] bool may_still_come(bool shell_runs, bool over) const;
  [[nodiscard]] bool seems_to_continue(std::string_view rows) const;
  [[nodiscard]] bool program_types() const;

  [[nodiscard]] Error busy(bool at_prompt) const;
  [[nodiscard]] Error left_screen() const;
  [[nodiscard]] Error two_readers() const;
  [[nodiscard]] Error no_known_shell(const std::string& name) const;
  [[nodiscard]] Error own_screen(const std::string& name) const;
  [[nodiscard]] Error no_prompt(std::string_view line) const;
  [[nodiscard]] Error continuation(std::string_view line) const;
  [[nodiscard]] Error not_ready() const;
  [[nodiscard]] std::string pane() const { return "pane " + request_.pane.id.text(); }

  Chain chain_;
  const JobRequest& request_;
  JobLook look_;
  shell::Front front_;
  std::optional<uv::TimePoint> front_since_;
  bool early_ = false;
  std::optional<std::chrono::seconds> age_;  ///< of the pane's first process
  std::optional<ShellKind> kind_;
  bool carried_ = false;  ///< it is behind front_
  bool far_ = false;
  bool at_prompt_ = false;
  bool starts_ = false;
  std::optional<PaneState> quiet_;  ///< what the pane has looked like since quiet_since_
  uv::TimePoint quiet_since_;
};

}  // namespace smcp::tmux
