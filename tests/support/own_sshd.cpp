#include "support/own_sshd.hpp"

#include <filesystem>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "support/far_user.hpp"
#include "support/loopback.hpp"

namespace smcp::test {
namespace {

constexpr const char* kProgram = "/usr/sbin/sshd";
/// As root it wants this folder, which start-up scripts make.
constexpr const char* kFolder = "/run/sshd";
constexpr unsigned kNobody = 65534;

Environment search_path() {
  return {{"PATH", "/usr/bin:/bin"}};
}

/// What runs it with its folder there, without making one that others see.
std::vector<std::string> with_its_folder() {
  if (::geteuid() != 0 || std::filesystem::is_directory(kFolder)) return {};
  return {"/usr/bin/unshare",
          "-m",
          "sh",
          "-c",
          "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec \"$@\"",
          "sh"};
}

/// A socket with a port that the kernel gives to nobody else. As it says that its address may be used again, and does not
/// listen, an sshd that says so, too, can listen there.
Fd hold_a_port() {
  Fd held(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(held.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const sockaddr_in address = loopback(0);
  if (::bind(held.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return Fd();
  return held;
}

std::uint16_t port_of(const Fd& socket) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.sin_port);
}

bool accepts(std::uint16_t port) {
  const Fd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  return ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::string login_name() {
  return far_user() == nullptr ? "" : far_user()->name + "@";
}

}  // namespace

OwnSshd::OwnSshd(Admits admits, const std::vector<std::string>& more)
    : held_(hold_a_port()), port_(port_of(held_)) {
  if (::access(kProgram, X_OK) != 0) {
    why_not_ = "sshd is not installed";
    return;
  }
  const std::string key = make_key("host_key");
  std::vector<std::string> argv{kProgram, "-D", "-e", "-f", "/dev/null", "-h", key};
  std::vector<std::string> options = more;
  options.insert(options.end(),
                 {"ListenAddress=127.0.0.1:" + std::to_string(port_), "UsePAM=no", "PidFile=none"});
  std::vector<std::string> before;
  if (admits == Admits::nobody) {
    options.emplace_back("PasswordAuthentication=yes");
    before = without_privileges(key);
  } else {
    const std::vector<std::string> keys = options_for_account();
    options.insert(options.end(), keys.begin(), keys.end());
    before = with_its_folder();
  }
  for (const std::string& option : options) argv.insert(argv.end(), {"-o", option});
  argv.insert(argv.begin(), before.begin(), before.end());
  child_ = std::make_unique<Child>(ChildOptions{argv, search_path()});
  if (!wait_until([this] { return accepts(port_) || !child_->running(); }) || !child_->running())
    why_not_ = "sshd does not run here";
}

std::string OwnSshd::why_no_terminal() const {
  if (!why_not_.empty()) return why_not_;
  // Given once, the option has no effect where ssh itself has no terminal.
  const CommandResult tried = run_command({"sh", "-c", log_in("-tt", "true") + " 2>&1"}, search_path());
  return tried.exit == ExitStatus{} ? "" : "nobody can log in at a terminal here (" + tried.output + ")";
}

std::string OwnSshd::log_in(const std::string& program) const {
  return log_in("-t", program);
}

std::string OwnSshd::log_in(const std::string& terminal, const std::string& program) const {
  return "ssh -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o "
         "IdentitiesOnly=yes -i " +
         (dir_ / "key") + " -p " + std::to_string(port_) + ' ' + terminal + ' ' + login_name() +
         "127.0.0.1 " + program;
}

void OwnSshd::write_configuration(const std::string& path) const {
  const std::string user = far_user() == nullptr ? "" : "\n User " + far_user()->name;
  write_file(path, "Host far far-*\n HostName 127.0.0.1\n Port " + std::to_string(port_) + user +
                       "\n IdentitiesOnly yes\n IdentityFile " + (dir_ / "key") +
                       "\n StrictHostKeyChecking no\n UserKnownHostsFile /dev/null\n");
}

std::string OwnSshd::make_key(const char* name) const {
  std::string key = dir_ / name;
  static_cast<void>(run_command({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key}, search_path()));
  return key;
}

std::vector<std::string> OwnSshd::options_for_account() {
  std::vector<std::string> options{"AuthorizedKeysFile=" + make_key("key") + ".pub", "StrictModes=no",
                                   "PasswordAuthentication=no"};
  // Whoever has the account may log in to it from there as well.
  give_to(far_user(), dir_.path());
  return options;
}

/// What runs it as a user without any.
std::vector<std::string> OwnSshd::without_privileges(const std::string& host_key) {
  if (::geteuid() != 0) return {};
  std::filesystem::permissions(dir_.path(), std::filesystem::perms(0711));
  if (::chown(host_key.c_str(), kNobody, kNobody) != 0) why_not_ = "sshd's key cannot be given away";
  const std::string id = std::to_string(kNobody);
  return {"/usr/bin/setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"};
}

}  // namespace smcp::test
