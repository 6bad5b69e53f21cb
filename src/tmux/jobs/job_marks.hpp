// What a job's shell reports through tmux: where the pane's output ended when the job began and when it
// ended, and its exit status. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// Where a pane's output ended at one moment. The job's shell asks tmux for it.
struct JobMark {
  std::int64_t time = 0;  ///< seconds since 1970
  std::optional<std::uint64_t> generation;
  std::optional<std::uint64_t> collected;  ///< this and `generation`: as in PaneCounters
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint64_t history = 0;
  std::uint32_t cursor_y = 0;
  std::uint32_t cursor_x = 0;

  /// The format of it, for a pane that has just printed something: numbers separated by ':', the last of which is
  /// cursor_x. Its time is that of the window's last output: not all commands that take formats know the present one.
  [[nodiscard]] static std::string format();
  /// The same for any other pane, at this time.
  [[nodiscard]] static std::string format_at(std::int64_t time);
  /// The same text as format() prints.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<JobMark> parse(std::string_view text);
  /// The row of the cursor, counted from the oldest row that there ever was (including discarded rows).
  [[nodiscard]] std::uint64_t row() const { return collected.value_or(0) + history + cursor_y; }
  bool operator==(const JobMark&) const = default;
};

/// What the shell has reported about a job.
struct JobMarks {
  std::optional<JobMark> start;
  std::optional<JobMark> end;
  std::optional<int> status;  ///< its exit status, with `end`

  /// Nobody can know how it has ended, since what its shell was behind has ended: it may still run at the other end.
  [[nodiscard]] bool is_unknown() const { return end && !status; }
  /// How long it ran; only for a job that has ended.
  [[nodiscard]] std::int64_t seconds() const;
  bool operator==(const JobMarks&) const = default;
};

/// A job that was followed by another one in its pane.
struct PastJob {
  /// How many past jobs tmux remembers per pane.
  static constexpr std::size_t kMost = 8;

  std::string token;
  JobMarks marks;
  /// It still ran when the next one was started, in a shell inside of it.
  bool around = false;

  [[nodiscard]] static std::string text(const std::vector<PastJob>& jobs);
  /// Skips whatever is not a job.
  [[nodiscard]] static std::vector<PastJob> parse(std::string_view text);
};

}  // namespace smcp::tmux
