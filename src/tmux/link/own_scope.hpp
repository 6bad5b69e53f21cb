// A scope of its own for a tmux server that a process inside a service would start (service_unit.hpp): systemd
// leaves it alone when the service is stopped.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"

namespace smcp::tmux {

/// How a program is started in a scope of its own.
struct OwnScope {
  /// What comes before the program's argv: `systemd-run --user --scope …`, which becomes the program. Empty:
  /// there is no way.
  std::vector<std::string> prefix;
  /// The user's run-time folder, in which systemd-run finds the user's service manager: a value for
  /// XDG_RUNTIME_DIR.
  std::string runtime_folder;

  /// The way that there could be for a child with this environment: systemd-run is on our PATH, and a service
  /// manager of the user's has its socket where it should be. `runtime_root`: where the system keeps
  /// the users' run-time folders.
  [[nodiscard]] static OwnScope find(const std::vector<std::string>& environment,
                                     const std::string& runtime_root = "/run/user");
  [[nodiscard]] explicit operator bool() const { return !prefix.empty(); }
  /// Adds XDG_RUNTIME_DIR to an environment that lacks it.
  void complete(std::vector<std::string>& environment) const;
};

/// Tries once whether that works, with a program that does nothing, so that no tmux command is given twice.
class ScopeTrial {
 public:
  /// How long it may take: a service manager that answers at all does so in milliseconds.
  static constexpr std::chrono::milliseconds kTimeAllowed{2'000};

  using Done = UniqueFunction<void(bool works)>;

  /// `done` is called once, never from within the constructor, and may destroy this. Destroying it ends the
  /// trial.
  ScopeTrial(uv::Loop& loop, const OwnScope& scope, std::vector<std::string> environment, Done done);
  ScopeTrial(const ScopeTrial&) = delete;
  ScopeTrial& operator=(const ScopeTrial&) = delete;

 private:
  void finish(bool works);

  std::unique_ptr<uv::Process> process_;
  Done done_;
  uv::Timer limit_;
};

}  // namespace smcp::tmux
