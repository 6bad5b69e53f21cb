// A server of ours that knows another machine, `far`, besides the tmux of this one.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/e2e/patient_calls.hpp"
#include "support/far_machine.hpp"
#include "support/process_figures.hpp"

namespace smcp::test {

/// What a server of ours finds that is to reach this machine with its ssh, and to keep its sockets in `runtime`.
[[nodiscard]] inline Environment reaching(const FarMachine& machine, const PrivateTmux& here,
                                          const TempDir& runtime) {
  Environment all = here.environment();
  const std::string programs = std::filesystem::path(machine.ssh()).parent_path();
  return merged(all, {{"PATH", programs + ":" + all.at("PATH")}, {"XDG_RUNTIME_DIR", runtime.path()}});
}

struct ThroughSsh {
  explicit ThroughSsh(std::vector<std::string> more = {}, const FarMachine::Account& account = {})
      : machine(account), server({environment(), with(std::move(more))}) {}

  [[nodiscard]] Environment environment() const { return reaching(machine, here, runtime); }
  static std::vector<std::string> with(std::vector<std::string> more) {
    more.insert(more.begin(), {"--host", "far"});
    return more;
  }
  Json ok(std::string_view tool, std::string_view arguments = "{}") {
    return call_ok(server, tool, arguments);
  }
  std::string error(std::string_view tool, std::string_view arguments = "{}") {
    return call_error(server, tool, arguments);
  }
  Json about(std::string_view tool, std::string_view arguments = "{}") {
    return call_about(server, tool, arguments);
  }
  /// A session there with a bash at its prompt.
  void start(const std::string& session) const {
    machine.tmux().must({"new-session", "-d", "-x", "80", "-y", "24", "-s", session,
                         "PS1='ready$ ' exec bash --norc --noprofile"});
    REQUIRE(machine.tmux().shows(session, "ready$"));
  }
  /// The ssh through which all goes.
  [[nodiscard]] pid_t master() const {
    const auto children = children_of(server.pid());
    REQUIRE(children.size() == 1);
    return children.front();
  }
  [[nodiscard]] bool nothing_left() const {
    return std::filesystem::is_empty(std::filesystem::path(runtime.path()));
  }

  FarMachine machine;
  PrivateTmux here{nullptr};
  TempDir runtime;
  ServerProcess server;
};

}  // namespace smcp::test
