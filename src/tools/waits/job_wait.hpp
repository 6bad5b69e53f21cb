// Waiting for a job's end.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "io/uv_timer.hpp"
#include "shell/foreground_kind.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/read/pane_ticker.hpp"
#include "tools/server.hpp"
#include "tools/waits/input_watch.hpp"
#include "tools/waits/job_hint.hpp"
#include "tools/waits/look_pace.hpp"

namespace smcp::tools {

/// How a job has ended, for one who waits for that.
enum class JobEnd {
  ended,      ///< with its exit status, if it could tell
  waiting,    ///< it still runs, and a program asks for input
  dead,       ///< the pane's shell has ended, and the pane is still there
  gone,       ///< the pane is not there any more
  unknown,    ///< what its shell was behind has ended: it may still run there (JobMarks::is_unknown())
  forgotten,  ///< too many others have followed it, or there never was one of this name
};

/// An outcome of wait_for.
[[nodiscard]] std::string_view word_for(JobEnd end);

class JobWait : public std::enable_shared_from_this<JobWait> {
 public:
  /// Most commands are quick: at first it asks by itself, and then with all who wait (PaneTicker).
  static constexpr std::chrono::milliseconds kFirstPause{2};
  static constexpr std::chrono::milliseconds kLastPause{16};

  using Ended = UniqueFunction<void(JobEnd, const std::optional<tmux::JobLook>&)>;

  /// `ended` is called once, with the last look that there was. `waiting`: how sure it must be that input is
  /// asked for (InputAwaited::no: it does not matter).
  JobWait(Server& server, tmux::JobId id, shell::InputAwaited waiting, Ended ended);

  void start();
  /// Ends it: the hook is not called any more, and nothing of `server` is used.
  void stop();
  /// The last look, if there was one.
  [[nodiscard]] const std::optional<tmux::JobLook>& look() const { return look_; }
  /// What is asked, of one that has ended with JobEnd::waiting.
  [[nodiscard]] const JobQuestion& question() const { return question_; }

 private:
  void ask_soon();
  bool looked(const tmux::PaneTicker::Panes& panes);
  void ask();
  void answered(const Result<tmux::JobLook>& look);
  void ask_machine();
  [[nodiscard]] bool may_be_asked() const;
  [[nodiscard]] bool is_somebody_asked();
  bool end_if_asked();
  [[nodiscard]] bool has_lost_its_shell() const;
  void end(JobEnd outcome);

  Server* server_;
  tmux::JobId id_;
  Ended ended_;
  std::unique_ptr<tmux::PaneTicker::Watch> watch_;
  tmux::Chain chain_;
  tmux::Chain machine_;  ///< of the look at the machine under way, where that is another one; else null
  LookPace pace_;
  JobQuestion question_;
  std::unique_ptr<uv::Timer> soon_;
  std::chrono::milliseconds pause_ = kFirstPause;
  bool asking_ = false;
  bool lost_shell_ = false;  ///< seen by an earlier look
  bool ask_again_ = false;
  std::optional<tmux::PaneState> seen_;
  InputWatch input_;
  std::optional<tmux::JobLook> look_;
};

}  // namespace smcp::tools
