// The conversation with a far shell that begins a command (far_shell.hpp), after Enter has been pressed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/task.hpp"
#include "shell/shells.hpp"
#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/job_batches.hpp"
#include "tmux/jobs/pane_observer.hpp"
#include "tmux/jobs/waiting_shell.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

class FarStart {
 public:
  /// All of them outlive it. `path` is the pane's path from before.
  FarStart(Chain chain, JobBatches& batches, PaneObserver& pane_now, JobId id, std::string_view path,
           const WaitingShell& shell);

  /// Has the shell run the command. If it gives an error, nothing of the command was run. Text that a user has
  /// typed meanwhile is typed again, or the error says that it was lost.
  [[nodiscard]] Task<Status> run_all(std::string command, bool history);
  /// The name of the shell's program, once it has told that.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] Task<Result<FarMark>> await_mark(FarMark::Kind kind);
  [[nodiscard]] Task<Status> load(std::string shown);
  [[nodiscard]] Task<Status> send_script(std::string script);
  [[nodiscard]] Task<Status> await_begin();
  [[nodiscard]] Task<Status> take_keys_back();
  [[nodiscard]] Task<Status> give_back(FarMark mark);
  [[nodiscard]] bool is_plain(const std::string& keys) const;
  [[nodiscard]] Task<bool> await_other_path();
  [[nodiscard]] Error user_types() const;
  [[nodiscard]] Error keys_are_lost() const;
  [[nodiscard]] Error no_answer() const;

  Chain chain_;
  JobBatches& batches_;
  PaneObserver& pane_now_;
  JobId id_;
  std::string path_;
  const WaitingShell& shell_;
  std::optional<shell::ShellKind> kind_;
  std::string name_;
  std::string told_;  ///< the pane's path when it was seen last
};

}  // namespace smcp::tmux
