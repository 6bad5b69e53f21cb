// Looking at one pane again and again until it is as it should be, for flows (task.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/task.hpp"
#include "tmux/jobs/job.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::tmux {

/// One at a time waits: begin() says for how long, wait() lets a little more of it pass each time.
class PaneObserver {
 public:
  PaneObserver(uv::Loop& loop, Chain chain, PaneId pane)
      : loop_(loop), chain_(std::move(chain)), pane_(pane) {}

  /// From now on; not beyond the chain's deadline.
  void begin(std::chrono::milliseconds time);
  [[nodiscard]] uv::TimePoint began() const { return began_; }
  [[nodiscard]] bool is_over() const { return uv::Clock::now() >= end_; }
  /// Between two looks.
  [[nodiscard]] Task<Ok> wait();
  [[nodiscard]] Task<Ok> wait(std::chrono::milliseconds time);

  [[nodiscard]] Task<Result<JobLook>> look();
  /// The last lines.
  [[nodiscard]] Task<Result<Captured>> capture(std::size_t lines);

  /// Until nobody has pressed a key for kTypistIdle, or the time is over: the last look.
  [[nodiscard]] Task<Result<JobLook>> until_typists_rest(std::chrono::milliseconds time);
  /// Until the cursor is in this cell (cursor_cell()): the look that shows it; the last one if the time is
  /// over.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_at(std::int64_t cell, std::chrono::milliseconds time);
  /// Until it is in another one.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_leaves(std::int64_t cell, std::chrono::milliseconds time);
  /// Until it is in this one, or beyond it.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_at_least(std::int64_t cell,
                                                            std::chrono::milliseconds time);
  /// Until it is where it was kRestTime ago: tmux may have read only a part of what moves it.
  [[nodiscard]] Task<Result<JobLook>> until_cursor_rests(std::chrono::milliseconds time);
  /// Until `line` is not shown any more and `instead`, if it is not empty, is.
  [[nodiscard]] Task<bool> until_gone(const std::string& line, const std::string& instead,
                                      std::chrono::milliseconds time);

 private:
  [[nodiscard]] Task<Result<JobLook>> until(bool (*holds)(const JobLook&, std::int64_t), std::int64_t value,
                                            std::chrono::milliseconds time);

  uv::Loop& loop_;
  Chain chain_;
  PaneId pane_;
  uv::TimePoint began_;
  uv::TimePoint end_;
  std::chrono::milliseconds pause_{};
};

/// Lines that a typed line may be wrapped into.
inline constexpr std::size_t kTypedRows = 20;

}  // namespace smcp::tmux
