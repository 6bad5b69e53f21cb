#include "support/far_machine.hpp"

#include <unistd.h>

namespace smcp::test {

FarMachine::FarMachine(const Account& account) : account_(tmux_.environment(), account) {
  // A login shell in a pane begins with the PATH of the system.
  std::string profile = tmux_ / ".bash_profile";
  if (::access(profile.c_str(), F_OK) != 0) profile = tmux_ / ".profile";
  write_file(profile, read_file(profile) + "export PATH='" + tmux_.environment().at("PATH") + "'\n");
}

}  // namespace smcp::test
