// As many servers as anybody has: what they cost together.
#include <algorithm>
#include <filesystem>

#include "support/e2e/text_lines.hpp"
#include "support/e2e/through_ssh.hpp"
#include "support/slow_link.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

namespace {

constexpr int kServers = 50;
constexpr std::size_t kMostMemory = std::size_t{24} * 1024 * 1024;

/// How many servers have answered a session_status that asks all of them.
std::size_t answered(ServerProcess& server) {
  const auto lines = lines_of(text_of(call_ok(server, "session_status", "{}")));
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find(":work: at the prompt") != std::string::npos;
  }));
}

/// It uses no more than a hundredth of a core while nobody asks anything: over at least a second, and longer if it still has
/// something to do.
bool is_idle(const ServerProcess& server) {
  const auto before = cpu_time(server.pid());
  const auto began = Clock::now();
  return wait_until([&] {
    const auto took = Clock::now() - began;
    return took >= 1s && cpu_time(server.pid()) - before <= took / 100;
  });
}

void check_cost(const ServerProcess& server) {
  CHECK(is_idle(server));
#ifndef SESSIONS_MCP_SANITIZED
  CHECK(peak_resident_bytes(server.pid()) <= kMostMemory);
#endif
}

}  // namespace

TEST_CASE("fifty servers: of this machine") {
  const PrivateTmux tmux;
  std::vector<std::string> options;
  for (int i = 0; i < kServers; ++i) {
    const std::string name = "s" + std::to_string(i);
    tmux.must({"-S", tmux / name, "new-session", "-d", "-s", "work", "exec sh"});
    options.insert(options.end(), {"--server", name + "=" + (tmux / name)});
  }
  ServerProcess server({tmux.environment(), options});
  CHECK(wait_until([&] { return answered(server) == kServers; }));
  check_cost(server);
  CHECK(server.finish() == ExitStatus{});
}

namespace {

/// Hosts that are all the same machine, and a server of ours that knows them.
struct FiftyHosts {
  FiftyHosts() {
    if (machine.why_not().empty())
      machine.tmux().must({"new-session", "-d", "-s", "work", "PS1='$ ' exec sh"});
  }
  static FarMachine::Account account() {
    FarMachine::Account account;
    account.options = {"MaxStartups=" + std::to_string(2 * kServers)};
    return account;
  }
  [[nodiscard]] ServerOptions options() const {
    const std::string programs = std::filesystem::path(machine.ssh()).parent_path();
    ServerOptions options;
    options.environment = merged(
        here.environment(),
        {{"PATH", programs + ":" + here.environment().at("PATH")}, {"XDG_RUNTIME_DIR", runtime.path()}});
    for (int i = 0; i < kServers; ++i)
      options.arguments.insert(options.arguments.end(), {"--host", "far-" + std::to_string(i)});
    return options;
  }

  FarMachine machine{account()};
  PrivateTmux here;
  TempDir runtime;
};

/// How long a session_status takes, of these sessions or of all.
std::chrono::nanoseconds time_of(ServerProcess& server, const std::string& arguments) {
  const auto began = std::chrono::steady_clock::now();
  (void)call_ok(server, "session_status", arguments);
  return std::chrono::steady_clock::now() - began;
}

}  // namespace

TEST_CASE("fifty servers: through ssh") {
  const FiftyHosts hosts;
  REQUIRE_SSHD(hosts.machine);
  ServerProcess server(hosts.options());
  // Those that are not there in time for a list are told as such, and go on.
  CHECK(wait_until([&] { return answered(server) == kServers; }, 4 * kPatience));
  check_cost(server);
  CHECK(server.finish() == ExitStatus{});
  CHECK(std::filesystem::is_empty(hosts.runtime.path()));
}

TEST_CASE("fifty servers: far away, all of them take no more than twice as long as the slowest alone") {
  const FiftyHosts hosts;
  REQUIRE_SSHD(hosts.machine);
  const SlowLink link(hosts.machine.ssh_port(), 100ms);
  hosts.machine.configure("Host far-*\nPort " + std::to_string(link.port()) + "\n");
  ServerProcess server(hosts.options());
  REQUIRE(wait_until([&] { return answered(server) == kServers; }, 4 * kPatience));
  CHECK(wait_until([&] {
    std::chrono::nanoseconds slowest{0};
    for (int i = 0; i < kServers; i += 10) {
      const std::string alone = R"({"names":["far-)" + std::to_string(i) + R"(:work"]})";
      slowest = std::max(slowest, time_of(server, alone));
    }
    return time_of(server, "{}") <= 2 * slowest;
  }));
}
