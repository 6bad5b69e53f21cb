// Looking at one pane again and again until a condition holds, for flows (task.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/jobs/look_at_job.hpp"
#include "tmux/link/ahead.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// Only one flow may wait at a time. begin() sets the time limit; wait() pauses between looks, a little
/// longer each time.
class PaneObserver {
 public:
  PaneObserver(uv::Loop& loop, Chain chain, PaneId pane)
      : loop_(loop), chain_(std::move(chain)), pane_(pane) {}

  /// Starts a time limit of `time`, but not beyond the chain's deadline.
  void begin(std::chrono::milliseconds time);
  /// The same, with pauses as long as they have become.
  void go_on(std::chrono::milliseconds time);
  [[nodiscard]] bool is_over() const { return uv::Clock::now() >= end_; }
  /// Pauses between two looks.
  [[nodiscard]] Task<Ok> wait();
  [[nodiscard]] Task<Ok> wait(std::chrono::milliseconds time);

  [[nodiscard]] Task<Result<JobLook>> look();
  /// The last lines of the pane.
  [[nodiscard]] Task<Result<Captured>> capture(std::size_t lines);
  /// Both in one, and a look at this terminal at the same time: until the flow waits again, processes() sees it.
  [[nodiscard]] Task<Result<JobSight>> see(std::size_t lines, std::string tty);

  /// Whether asking tmux takes so long (RequestChain::round_trip()) that a look is better on its way before it is known
  /// whether there is anything to see, and that what was typed has had its effect by the time the next request is there.
  [[nodiscard]] bool is_far_away() const { return chain_->round_trip() >= kFarAway; }
  /// If the pane is that far away, asks in `after` for what the next look() or capture() gives: the last `lines` lines, and
  /// the jobs.
  void see_ahead(std::chrono::milliseconds after, std::size_t lines);
  void forget_ahead() { ahead_.reset(); }

  /// Waits until no user has pressed a key for kTypistIdle, or the time is over. Gives the last look.
  [[nodiscard]] Task<Result<JobLook>> until_typists_rest(std::chrono::milliseconds time);
  /// Waits until the cursor is in this cell (cursor_cell()). Gives the look that shows it, or the last look
  /// if the time is over. So do the next three.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_at(std::int64_t cell, std::chrono::milliseconds time);
  /// Waits until the cursor is in another cell.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_leaves(std::int64_t cell, std::chrono::milliseconds time);
  /// Waits until the cursor is in this cell or beyond it.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_at_least(std::int64_t cell,
                                                            std::chrono::milliseconds time);
  /// Waits until the cursor has not moved for kRestTime, since tmux may have read only part of what moves it.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_rests(std::chrono::milliseconds time);
  /// Waits until has_lost_its_end(). Gives whether that happened.
  [[nodiscard]] Task<bool> until_shorter(const std::string& line, const std::string& behind,
                                         std::chrono::milliseconds time);
  /// Waits until `line` is not shown any more. Gives whether that happened.
  [[nodiscard]] Task<bool> until_gone(const std::string& line, std::chrono::milliseconds time);

 private:
  /// Longer than any editor of an idle machine takes to show a key.
  static constexpr std::chrono::milliseconds kFarAway{20};

  [[nodiscard]] Task<Result<JobLook>> until(bool (*holds)(const JobLook&, std::int64_t), std::int64_t value,
                                            std::chrono::milliseconds time);

  uv::Loop& loop_;
  Chain chain_;
  PaneId pane_;
  uv::TimePoint end_;
  std::chrono::milliseconds pause_{};
  std::optional<Ahead<Result<JobSight>>> ahead_;
};

/// Maximum number of rows that a typed line may be wrapped into.
inline constexpr std::size_t kTypedRows = 20;

}  // namespace smcp::tmux
