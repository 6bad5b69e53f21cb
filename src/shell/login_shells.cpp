#include "shell/login_shells.hpp"

#include <algorithm>

#include "base/contains.hpp"
#include "text/trim.hpp"

namespace smcp::shell {

std::vector<std::string> login_shells(std::string_view file) {
  std::vector<std::string> shells;
  while (!file.empty()) {
    const auto end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    line = tmux::trimmed(line.substr(0, line.find('#')));
    const bool known = contains(shells, line);
    if (line.starts_with('/') && !known) shells.emplace_back(line);
  }
  if (shells.empty()) shells = {"/bin/sh", "/bin/csh"};
  return shells;
}

}  // namespace smcp::shell
