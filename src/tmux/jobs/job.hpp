// A command that we run in a pane's shell, as tmux remembers it: in options of the pane, which outlive this
// process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/jobs/job_marks.hpp"
#include "tmux/jobs/protocol.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/read/cursor.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// Identifies a job, such as `%3-k4f9q2`: its pane, and a token that is unique within that pane.
struct JobId {
  static constexpr std::size_t kTokenSize = kJobTokenSize;

  PaneId pane;
  std::string token;  ///< lower-case letters and digits

  /// A new id, with a random token.
  [[nodiscard]] static JobId make(PaneId pane);
  [[nodiscard]] static std::optional<JobId> parse(std::string_view text);
  [[nodiscard]] std::string text() const { return pane.text() + "-" + token; }
  bool operator==(const JobId&) const = default;
};

/// After this many seconds without a key, a user counts as no longer typing. tmux gives only the second of
/// the last key.
inline constexpr std::int64_t kTypistIdle = 2;

/// What is known about a job from its beginning on.
struct JobRecord {
  /// Upper bound on `command`, in bytes; it is only shown to people. The shell prints it below the typed line.
  static constexpr std::size_t kMaxCommand = 200;

  std::string token;
  Cursor before;        ///< where the output ended before anything was typed
  std::string command;  ///< the beginning of the command, in one line

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<JobRecord> parse(std::string_view text);
};

/// `command` in one line of at most JobRecord::kMaxCommand bytes.
[[nodiscard]] std::string summary_of(std::string_view command);

/// The shell that runs a job.
struct JobShell {
  std::int64_t pid = 0;  ///< of the shell; of the carrier (shell/carriers.hpp) if it is behind one
  bool far = false;      ///< it cannot call tmux (far_shell.hpp)
  std::string name{};    ///< of its program

  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<JobShell> parse(std::string_view text);
  bool operator==(const JobShell&) const = default;
};

/// One look at a pane and its newest job.
struct JobLook {
  PaneState state;
  std::string command;  ///< the program in the foreground, as tmux sees it
  std::string socket;   ///< path of the server's socket
  std::string typing;   ///< the value of job_option::kTyping
  std::string typists;  ///< when the users who see the pane last pressed a key: typists_format()
  std::string path;     ///< #{pane_path}: what a program has told last by OSC 7
  std::optional<JobRecord> job;
  std::optional<JobShell> shell;  ///< of that job; nothing if it has not been started in one that we know
  JobMarks marks;                 ///< of that job
  std::vector<PastJob> past;

  [[nodiscard]] static const std::string& format();
  [[nodiscard]] static std::optional<JobLook> parse(std::string_view line);
  /// Times in seconds since 1970, separated by spaces, one for each attached session that shows the pane. If
  /// they are unchanged, and the latest is not in the current second, nobody has pressed a key at a terminal
  /// since. What programs type (send-keys) does not count.
  [[nodiscard]] static std::string_view typists_format();

  /// Seconds since a user last pressed a key; a huge number if nobody is attached.
  [[nodiscard]] std::int64_t typist_idle() const;
  [[nodiscard]] bool is_newest(const JobId& id) const { return job && job->token == id.token; }
  /// The marks of any job that is remembered, or null.
  [[nodiscard]] const JobMarks* marks_of(const JobId& id) const;
  /// Whether the newest job has begun and has not ended.
  [[nodiscard]] bool job_runs() const { return job && marks.start && !marks.end; }
  /// Whether the job still runs around a later one, in a shell that it has started.
  [[nodiscard]] bool runs_around(const JobId& id) const;
  /// The past jobs, including the newest: what to store when the next one starts.
  [[nodiscard]] std::vector<PastJob> with_newest() const;
};

}  // namespace smcp::tmux
