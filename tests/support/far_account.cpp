#include "support/far_account.hpp"

#include <sys/stat.h>

#include "support/far_user.hpp"
#include "support/fd.hpp"

namespace smcp::test {
namespace {

void write_script(const std::string& path, const std::string& text) {
  write_file(path, "#!/bin/sh\n" + text);
  ::chmod(path.c_str(), 0755);
}

}  // namespace

FarAccount::FarAccount(const Environment& environment, const Login& login)
    : sshd_(OwnSshd::Admits::an_account, options_for(environment, login)) {
  sshd_.write_configuration(dir_ / "config");
  write_script(ssh(), "exec /usr/bin/ssh -F " + (dir_ / "config") + " \"$@\"\n");
  give_to(far_user(), dir_.path());
}

/// sshd runs the login shell that the system has for the user; that runs the one of the account.
std::vector<std::string> FarAccount::options_for(const Environment& environment, const Login& login) const {
  std::string script;
  for (const auto& [name, value] : environment)
    script.append("export ").append(name).append("='").append(value).append("'\n");
  if (!login.path.empty()) script += "export PATH='" + login.path + "'\n";
  script += "unset LANG LC_ALL LC_CTYPE PYENV_ROOT\ncd\n" + login.start_up + "\nexec " + login.shell +
            " -c \"$SSH_ORIGINAL_COMMAND\"\n";
  write_script(dir_ / "login", script);
  std::vector<std::string> options = login.options;
  options.push_back("SetEnv=HOME=" + dir_.path());
  options.push_back("ForceCommand=" + (dir_ / "login"));
  return options;
}

void FarAccount::configure(const std::string& lines) const {
  write_file(dir_ / "config", lines + "\n" + read_file(dir_ / "config"));
}

}  // namespace smcp::test
