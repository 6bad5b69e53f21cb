#include "support/e2e/own_sshd.hpp"

#include <arpa/inet.h>
#include <filesystem>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace smcp::test {
namespace {

constexpr const char* kProgram = "/usr/sbin/sshd";
/// As root it would want a folder of the system's that start-up scripts make.
constexpr unsigned kNobody = 65534;

sockaddr_in local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// Nobody listens there now, and the kernel gives it to nobody else at once.
std::uint16_t free_port() {
  const Fd probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = local(0);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(probe.get(), generic, size) != 0 || ::getsockname(probe.get(), generic, &size) != 0) return 0;
  return ntohs(address.sin_port);
}

bool accepts(std::uint16_t port) {
  const Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = local(port);
  return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

OwnSshd::OwnSshd() {
  if (::access(kProgram, X_OK) != 0) {
    why_not_ = "sshd is not installed";
    return;
  }
  const std::string key = dir_ / "host_key";
  const Environment environment{{"PATH", "/usr/bin:/bin"}};
  static_cast<void>(run_command({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key}, environment));
  port_ = free_port();
  std::vector<std::string> argv{kProgram, "-D", "-e", "-f", "/dev/null", "-h", key};
  for (const std::string& option :
       {"ListenAddress=127.0.0.1:" + std::to_string(port_), std::string("UsePAM=no"),
        std::string("PidFile=none"), std::string("PasswordAuthentication=yes")}) {
    argv.insert(argv.end(), {"-o", option});
  }
  if (::geteuid() == 0) {
    const std::string id = std::to_string(kNobody);
    argv.insert(argv.begin(), {"/usr/bin/setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"});
    std::filesystem::permissions(dir_.path(), std::filesystem::perms(0711));
    if (::chown(key.c_str(), kNobody, kNobody) != 0) why_not_ = "sshd's key cannot be given away";
  }
  child_ = std::make_unique<Child>(ChildOptions{argv, environment});
  if (!wait_until([this] { return accepts(port_) || !child_->running(); }) || !child_->running())
    why_not_ = "sshd does not run here";
}

}  // namespace smcp::test
