// A command that runs in a pane's shell by our doing, as tmux itself remembers it: in options of the pane,
// which outlive this process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/jobs/protocol.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// `%3-k4f9q2`: the pane, and what no other job of it is called.
struct JobId {
  static constexpr std::size_t kTokenSize = kJobTokenSize;

  PaneId pane;
  std::string token;  ///< lower-case letters and digits

  /// A new one.
  [[nodiscard]] static JobId make(PaneId pane);
  [[nodiscard]] static std::optional<JobId> parse(std::string_view text);
  [[nodiscard]] std::string text() const { return pane.text() + "-" + token; }
  bool operator==(const JobId&) const = default;
};

/// Where a pane's output stood at one moment, as the job's shell has asked tmux.
struct JobMark {
  std::int64_t time = 0;  ///< seconds since 1970
  std::optional<std::uint64_t> generation;
  std::optional<std::uint64_t> collected;  ///< as in PaneCounters
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint64_t history = 0;
  std::uint32_t cursor_y = 0;
  std::uint32_t cursor_x = 0;

  /// What display-message prints it by: numbers with ':' between them, the last of them cursor_x.
  [[nodiscard]] static std::string format();
  /// As that prints it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<JobMark> parse(std::string_view text);
  /// The row of the cursor, from the oldest that there was (with what had been collected).
  [[nodiscard]] std::uint64_t row() const { return collected.value_or(0) + history + cursor_y; }
  bool operator==(const JobMark&) const = default;
};

/// Nobody types any more whose last key lies so far back: tmux tells only the second in which that was.
inline constexpr std::int64_t kTypistIdle = 2;

/// What is known of a job from its beginning on.
struct JobRecord {
  /// Of the command, as it is shown to people.
  static constexpr std::size_t kMaxCommand = 120;

  std::string token;
  Cursor before;        ///< where the output stood before anything was typed
  std::string command;  ///< its beginning, in one line

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<JobRecord> parse(std::string_view text);
};

/// `command` in one line of at most JobRecord::kMaxCommand bytes.
[[nodiscard]] std::string summary_of(std::string_view command);

/// What its shell has told of a job.
struct JobMarks {
  std::optional<JobMark> start;
  std::optional<JobMark> end;
  std::optional<int> status;  ///< its exit status, with `end`

  /// Of one that has ended.
  [[nodiscard]] std::int64_t seconds() const;
  bool operator==(const JobMarks&) const = default;
};

/// A job that another has followed in its pane.
struct PastJob {
  /// That are remembered, for each pane.
  static constexpr std::size_t kMost = 8;

  std::string token;
  JobMarks marks;

  [[nodiscard]] static std::string text(const std::vector<PastJob>& jobs);
  /// Passes over what is none.
  [[nodiscard]] static std::vector<PastJob> parse(std::string_view text);
};

/// One look at a pane and its newest job.
struct JobLook {
  PaneState state;
  std::string command;  ///< what tmux says that runs in the pane
  std::string socket;   ///< path of the server's
  std::string typing;   ///< job_option::kTyping, as it is
  std::string typists;  ///< when the people who see the pane pressed their last keys: typists_format()
  std::optional<JobRecord> job;
  JobMarks marks;  ///< of that job
  std::vector<PastJob> past;

  [[nodiscard]] static const std::string& format();
  [[nodiscard]] static std::optional<JobLook> parse(std::string_view line);
  /// Seconds since 1970 with spaces between them, one for each session that shows the pane and is attached.
  /// Unchanged means that nobody has pressed a key at a terminal since, if the last time lies in a second
  /// that is over. What programs type (send-keys) does not show in it.
  [[nodiscard]] static std::string_view typists_format();

  /// How long ago somebody pressed a key, in seconds; far more than anything if nobody is attached.
  [[nodiscard]] std::int64_t typist_idle() const;
  [[nodiscard]] bool is_newest(const JobId& id) const { return job && job->token == id.token; }
  /// Of any job that is remembered.
  [[nodiscard]] const JobMarks* marks_of(const JobId& id) const;
  /// The newest has begun, or is about to, and has not ended.
  [[nodiscard]] bool job_runs() const { return job && marks.start && !marks.end; }
  /// The jobs before the next one.
  [[nodiscard]] std::vector<PastJob> with_newest() const;
};

}  // namespace smcp::tmux
