// A child process on the loop: started by argv (never through a shell), its output streamed, always reaped.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "io/uv_handle.hpp"
#include "io/uv_stream.hpp"
#include "io/uv_timer.hpp"

namespace smcp::uv {

struct ProcessOptions {
  std::vector<std::string> argv;         ///< argv[0] is looked up on PATH unless it contains a slash
  std::vector<std::string> environment;  ///< the complete environment, as "KEY=value"
  std::string input;                     ///< written to its stdin, which is then closed; if empty: /dev/null
  std::string name = {};                 ///< what it gets as its argv[0]; if empty: argv[0] itself
  bool own_session =
      false;  ///< runs in a session without a terminal; its whole process group is ended with it
  /// Its stdin stays open after `input`, for write(), until it has ended or is destroyed: it sees the end of its input
  /// when we die, however that comes.
  bool keeps_input = false;
};

struct ProcessExit {
  std::int64_t status = 0;  ///< exit status, when `signal` is 0
  int signal = 0;           ///< the signal that ended it, or 0
};

/// Destroying it while the child runs sends SIGTERM, and SIGKILL after kKillAfter, and reaps the child on the
/// loop, which stays alive until then, or until kGiveUpAfter later. No callback is called any more.
class Process {
 public:
  struct Events {
    UniqueFunction<void(std::string_view)> on_stdout;
    UniqueFunction<void(std::string_view)> on_stderr;
    /// Called once, after the last output. May destroy the Process as its last action.
    UniqueFunction<void(ProcessExit)> on_exit;
  };

  /// How long a child may ignore SIGTERM before it gets SIGKILL.
  static constexpr std::chrono::milliseconds kKillAfter{300};
  /// How long after SIGKILL a child may stay: the kernel ends none that is inside a system call on a dead
  /// mount. After that it is left to the system.
  static constexpr std::chrono::milliseconds kGiveUpAfter{5'000};
  /// How long the output may stay open after the child's exit (because a grandchild holds it) before it
  /// counts as complete.
  static constexpr std::chrono::milliseconds kLinger{250};

  /// Errc::not_installed if there is no such program, Errc::io if it cannot be started. `shortage`, if given,
  /// then says whether the reason is a lack of descriptors or processes, so that it may be tried again.
  [[nodiscard]] static Result<std::unique_ptr<Process>> spawn(Loop& loop, ProcessOptions options,
                                                              Events events, bool* shortage = nullptr);

  /// Destroys it as described above, and calls `on_reaped` when the child is gone or left to the system; at
  /// once if it is already gone.
  static void end(std::unique_ptr<Process> process, UniqueFunction<void()> on_reaped);

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// More for the stdin of a child that keeps it. What it does not take because it ends is dropped.
  void write(std::string bytes);

 private:
  Process(Loop& loop, Events events);
  [[nodiscard]] int start(const ProcessOptions& options);
  void read(std::unique_ptr<Stream>& pipe, UniqueFunction<void(std::string_view)>& sink);
  void exited(ProcessExit exit);
  void finish_if_complete();
  void finish();

  Loop& loop_;
  Events events_;
  UvHandle<uv_process_t> process_;
  std::unique_ptr<Stream> stdin_;
  std::unique_ptr<Stream> stdout_;
  std::unique_ptr<Stream> stderr_;
  std::unique_ptr<Timer> linger_;
  ProcessExit exit_;
  UniqueFunction<void()> on_reaped_;
  bool running_ = false;
  bool own_session_ = false;
};

}  // namespace smcp::uv
