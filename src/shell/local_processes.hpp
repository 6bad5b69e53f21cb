// The ProcessView of the machine that we run on, which is a Linux.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "shell/process_view.hpp"

namespace smcp::shell {

/// Keeps nothing but the list of all processes, for a moment. A terminal is opened for the moment only, so that a
/// hang-up is never held back by us.
class LocalProcesses final : public ProcessView {
 public:
  /// `proc`: where the proc file system is.
  explicit LocalProcesses(std::string proc = "/proc") : proc_(std::move(proc)) {}

  [[nodiscard]] std::optional<MachineId> machine() const override;
  [[nodiscard]] ProcessState process(std::int64_t pid) const override;
  [[nodiscard]] std::string arguments(std::int64_t pid) const override;
  [[nodiscard]] std::string program(std::int64_t pid) const override;
  [[nodiscard]] std::vector<std::string> environment(std::int64_t pid) const override;
  [[nodiscard]] std::string control_groups(std::int64_t pid) const override;
  [[nodiscard]] bool shares_files(std::int64_t pid, std::int64_t other) const override;
  [[nodiscard]] std::vector<std::int64_t> group_members(std::int64_t group) const override;
  [[nodiscard]] std::vector<SeenProcess> all() const override;
  [[nodiscard]] Sleep sleep(std::int64_t pid, std::int64_t terminal) const override;
  [[nodiscard]] std::optional<std::int64_t> terminal_number(const std::string& tty) const override;
  [[nodiscard]] std::optional<TerminalModes> terminal_modes(const std::string& tty) const override;
  [[nodiscard]] std::optional<std::size_t> unread_input(const std::string& tty) const override;
  [[nodiscard]] std::optional<std::string> shells_file() const override;
  [[nodiscard]] std::shared_ptr<void> find_directory(
      uv::Loop& loop, std::string path, uv::TimePoint deadline,
      UniqueFunction<void(Result<std::string>)> done) const override;
  [[nodiscard]] std::shared_ptr<void> check_log(uv::Loop& loop, const std::string& path,
                                                uv::TimePoint deadline,
                                                UniqueFunction<void(Status)> done) const override;

 private:
  void look_at_all() const;
  [[nodiscard]] std::string path_of(std::int64_t pid, const char* file) const;

  /// All that wait ask at the same look, and so do all kills of one call; a list of all processes takes milliseconds.
  static constexpr std::chrono::milliseconds kListIsValid{20};

  std::string proc_;
  mutable std::vector<SeenProcess> all_;
  mutable std::chrono::steady_clock::time_point listed_{};
};

// A part of it, for tests; see proc(5).

/// Parses /proc/PID/stat, of a machine that has been up for so long.
[[nodiscard]] ProcessState parse_process_stat(const std::string& stat, std::chrono::seconds up = {});

}  // namespace smcp::shell
