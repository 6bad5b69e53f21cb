#include "support/far_machine.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "support/fd.hpp"

namespace smcp::test {
namespace {

void write_script(const std::string& path, const std::string& text) {
  write_file(path, "#!/bin/sh\n" + text);
  ::chmod(path.c_str(), 0755);
}

}  // namespace

FarMachine::FarMachine(const Account& account) : sshd_(OwnSshd::Admits::this_user, options_for(account)) {
  sshd_.write_configuration(dir_ / "config");
  // A login shell in a pane begins with the PATH of the system.
  std::string profile = tmux_ / ".bash_profile";
  if (::access(profile.c_str(), F_OK) != 0) profile = tmux_ / ".profile";
  write_file(profile, read_file(profile) + "export PATH='" + tmux_.environment().at("PATH") + "'\n");
  write_script(ssh(), "exec /usr/bin/ssh -F " + (dir_ / "config") + " \"$@\"\n");
}

/// sshd runs the login shell of this user, who is no other here; that runs the one of the account.
std::vector<std::string> FarMachine::options_for(const Account& account) const {
  std::string script;
  for (const auto& [name, value] : tmux_.environment()) script += "export " + name + "='" + value + "'\n";
  if (!account.path.empty()) script += "export PATH='" + account.path + "'\n";
  script += "unset LANG LC_ALL LC_CTYPE PYENV_ROOT\ncd\n" + account.start_up + "\nexec " + account.shell +
            " -c \"$SSH_ORIGINAL_COMMAND\"\n";
  write_script(dir_ / "login", script);
  std::vector<std::string> options = account.options;
  options.push_back("SetEnv=HOME=" + dir_.path());
  options.push_back("ForceCommand=" + (dir_ / "login"));
  return options;
}

void FarMachine::configure(const std::string& lines) const {
  write_file(dir_ / "config", lines + "\n" + read_file(dir_ / "config"));
}

}  // namespace smcp::test
