// What the machine of a tmux server says of its processes, terminals and folders. All of that is read through
// this; nothing else in src/ opens /proc or a pane's terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_clock.hpp"
#include "io/uv_loop.hpp"
#include "shell/input_wait.hpp"
#include "shell/line_mode.hpp"
#include "shell/look_at.hpp"
#include "shell/machine_id.hpp"
#include "shell/process_state.hpp"

namespace smcp::shell {

/// Whoever needs one gets it from the `Client` (tmux/link/client.hpp), which is the way to one server and so
/// knows on which machine that runs.
///
/// Values go in and come out, and what cannot be seen is a value, too, never an error. Questions are answered at once,
/// find_directory() and check_log() excepted. On the machine that we run on (LocalProcesses) each is a few system calls.
/// Another machine sees nothing (and says so) but in the `done` of a look(): what is decided there is decided by one look
/// at all that it needs, and no old one can be taken for the present. Nothing in the answers is of this machine: numbers
/// of terminals, names of channels and bits of modes are told from each other where they were read.
class ProcessView {
 public:
  ProcessView() = default;
  ProcessView(const ProcessView&) = delete;
  ProcessView& operator=(const ProcessView&) = delete;
  virtual ~ProcessView() = default;

  /// Whether it is for looks: it sees nothing but in the `done` of one. If not, its answers are of now at any time.
  [[nodiscard]] virtual bool needs_look() const { return false; }
  /// Only if needs_look(). What it shows is seen until `done` returns, which is called once, never from within, and by
  /// `deadline` or soon after. Those who ask together share an exchange. Destroying what is returned gives it up.
  [[nodiscard]] virtual std::shared_ptr<void> look(const LookAt& /*what*/, uv::TimePoint /*deadline*/,
                                                   UniqueFunction<void()> /*done*/) const {
    return nullptr;
  }

  /// Nothing while it is not known.
  [[nodiscard]] virtual std::optional<MachineId> machine() const = 0;

  [[nodiscard]] virtual ProcessState process(std::int64_t pid) const = 0;
  /// Its arguments, each with its NUL, from argv[0] on; "" if they cannot be seen.
  [[nodiscard]] virtual std::string arguments(std::int64_t pid) const = 0;
  /// The path of its program, with " (deleted)" behind it once that was replaced; "" if it cannot be seen.
  [[nodiscard]] virtual std::string program(std::int64_t pid) const = 0;
  /// The variables with which its program was started, as "NAME=value"; none if they cannot be seen.
  [[nodiscard]] virtual std::vector<std::string> environment(std::int64_t pid) const = 0;
  /// Its control groups, as /proc/PID/cgroup has them; "" if they cannot be seen.
  [[nodiscard]] virtual std::string control_groups(std::int64_t pid) const = 0;
  /// Whether it sees the same files as `other`, and may do with them what that may: the same root and mounts, and
  /// the same user or root. False if that cannot be seen.
  [[nodiscard]] virtual bool shares_files(std::int64_t pid, std::int64_t other) const = 0;
  /// The processes of a process group; none if they cannot be seen. It takes a look at every process of the
  /// machine.
  [[nodiscard]] virtual std::vector<std::int64_t> group_members(std::int64_t group) const = 0;
  /// Every process of the machine that can be seen.
  [[nodiscard]] virtual std::vector<SeenProcess> all() const = 0;
  /// For a process whose controlling terminal is that of this number.
  [[nodiscard]] virtual Sleep sleep(std::int64_t pid, std::int64_t terminal) const = 0;

  /// The number of a terminal's device, such as tmux's `pane_tty`, as in ProcessState::terminal. Like the
  /// next two, nothing if it is not there (another mount namespace), or no terminal.
  [[nodiscard]] virtual std::optional<std::int64_t> terminal_number(const std::string& tty) const = 0;
  [[nodiscard]] virtual std::optional<TerminalModes> terminal_modes(const std::string& tty) const = 0;
  /// Bytes that are waiting to be read; in canonical mode those of finished lines.
  [[nodiscard]] virtual std::optional<std::size_t> unread_input(const std::string& tty) const = 0;

  /// The text of /etc/shells, at most kMaxShellsFile of it (login_shells.hpp); "" if there is none. Nothing while that is
  /// not known, which is no reason to refuse a shell.
  [[nodiscard]] virtual std::optional<std::string> shells_file() const = 0;

  /// The absolute path of a folder in which something is to run. Errc::invalid_argument if it is not there, is
  /// no folder, or may not be entered; Errc::timed_out if the system has not said so by `deadline`.
  /// `done` is called once, never from within this function; destroying what is returned gives the question
  /// up, and `done` with it.
  [[nodiscard]] virtual std::shared_ptr<void> find_directory(
      uv::Loop& loop, std::string path, uv::TimePoint deadline,
      UniqueFunction<void(Result<std::string>)> done) const = 0;
  /// Whether a file can be appended to, or made, by what the pane prints. Errc::invalid_argument if it cannot, or is no
  /// regular file; the rest as for a folder.
  [[nodiscard]] virtual std::shared_ptr<void> check_log(uv::Loop& loop, const std::string& path,
                                                        uv::TimePoint deadline,
                                                        UniqueFunction<void(Status)> done) const = 0;
};

}  // namespace smcp::shell
