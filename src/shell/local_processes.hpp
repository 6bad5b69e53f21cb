// The ProcessView of the machine that we run on, which is a Linux.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

#include "shell/process_view.hpp"

namespace smcp::shell {

/// Keeps nothing but the process groups, for a moment. A terminal is opened for the moment only, so that a
/// hang-up is never held back by us.
class LocalProcesses final : public ProcessView {
 public:
  /// `proc`: where the proc file system is.
  explicit LocalProcesses(std::string proc = "/proc") : proc_(std::move(proc)) {}

  [[nodiscard]] ProcessState process(std::int64_t pid) const override;
  [[nodiscard]] std::string arguments(std::int64_t pid) const override;
  [[nodiscard]] std::string program(std::int64_t pid) const override;
  [[nodiscard]] std::vector<std::int64_t> group_members(std::int64_t group) const override;
  /// Of the fields of Sleep only those that count are found out.
  [[nodiscard]] Sleep sleep(std::int64_t pid, std::int64_t terminal) const override;
  [[nodiscard]] std::optional<std::int64_t> terminal_number(const std::string& tty) const override;
  [[nodiscard]] std::optional<TerminalModes> terminal_modes(const std::string& tty) const override;
  [[nodiscard]] std::optional<std::size_t> unread_input(const std::string& tty) const override;
  [[nodiscard]] std::shared_ptr<void> find_directory(
      uv::Loop& loop, std::string path, uv::TimePoint deadline,
      UniqueFunction<void(Result<std::string>)> done) const override;

 private:
  void read_groups() const;
  [[nodiscard]] std::string path_of(std::int64_t pid, const char* file) const;
  [[nodiscard]] bool is_terminal(std::int64_t pid, int fd, std::int64_t terminal) const;
  [[nodiscard]] Sleep::Open open_descriptors(std::int64_t pid, std::int64_t terminal) const;

  /// All that wait ask at the same look, and a list of all processes takes milliseconds.
  static constexpr std::chrono::milliseconds kGroupsAreValid{20};

  std::string proc_;
  mutable std::multimap<std::int64_t, std::int64_t> groups_;  ///< each group and its processes
  mutable std::chrono::steady_clock::time_point groups_read_{};
};

// Parts of it, for tests; see proc(5).

/// Of /proc/PID/stat, on a machine that has been up for so long.
[[nodiscard]] ProcessState parse_process_stat(const std::string& stat, std::chrono::seconds up = {});

/// The file descriptor from which alone a process waits for input, without end: of a line of
/// /proc/PID/syscall, which is `number arg0 … arg5 sp pc`. read(), and select() on the first descriptor
/// alone, as readline and vim do it.
[[nodiscard]] std::optional<int> waits_for_input_from(std::string_view line);

/// Of /proc/PID/wchan.
[[nodiscard]] Sleep::Channel parse_wait_channel(std::string_view name);

/// A device as /proc/PID/stat writes it: tty_nr.
[[nodiscard]] std::int64_t number_of_device(dev_t device);

}  // namespace smcp::shell
