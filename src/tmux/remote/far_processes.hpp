// The ProcessView of a machine that ssh reaches.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shell/process_view.hpp"
#include "tmux/remote/far_looks.hpp"

namespace smcp::tmux {

class SshLink;

/// Its processes and terminals are seen in the `done` of a look(), as far as a sh there can tell, and nothing of this
/// machine is taken for them. Folders and files are asked of its sh.
class FarProcesses final : public shell::ProcessView {
 public:
  /// `link` must outlive this.
  FarProcesses(uv::Loop& loop, SshLink& link);

  [[nodiscard]] bool needs_look() const override { return true; }
  [[nodiscard]] std::shared_ptr<void> look(const shell::LookAt& what, uv::TimePoint deadline,
                                           UniqueFunction<void()> done) const override {
    return looks_->look(what, deadline, std::move(done));
  }

  [[nodiscard]] std::optional<shell::MachineId> machine() const override;
  [[nodiscard]] shell::ProcessState process(std::int64_t pid) const override;
  [[nodiscard]] std::string arguments(std::int64_t pid) const override;
  [[nodiscard]] std::string program(std::int64_t) const override { return {}; }
  [[nodiscard]] std::vector<std::string> environment(std::int64_t pid) const override;
  [[nodiscard]] std::string control_groups(std::int64_t) const override { return {}; }
  [[nodiscard]] bool shares_files(std::int64_t, std::int64_t) const override { return false; }
  [[nodiscard]] std::vector<std::int64_t> group_members(std::int64_t group) const override;
  /// As far as they were looked at.
  [[nodiscard]] std::vector<shell::SeenProcess> all() const override;
  [[nodiscard]] shell::Sleep sleep(std::int64_t pid, std::int64_t terminal) const override;
  [[nodiscard]] std::optional<std::int64_t> terminal_number(const std::string& tty) const override;
  [[nodiscard]] std::optional<shell::TerminalModes> terminal_modes(const std::string& tty) const override;
  /// No program that every machine has tells it.
  [[nodiscard]] std::optional<std::size_t> unread_input(const std::string&) const override { return {}; }
  [[nodiscard]] std::optional<std::string> shells_file() const override;
  /// A path that is not absolute is one in the home there.
  [[nodiscard]] std::shared_ptr<void> find_directory(
      uv::Loop& loop, std::string path, uv::TimePoint deadline,
      UniqueFunction<void(Result<std::string>)> done) const override;
  [[nodiscard]] std::shared_ptr<void> check_log(uv::Loop& loop, const std::string& path,
                                                uv::TimePoint deadline,
                                                UniqueFunction<void(Status)> done) const override;

 private:
  SshLink& link_;
  std::unique_ptr<FarLooks> looks_;
};

}  // namespace smcp::tmux
