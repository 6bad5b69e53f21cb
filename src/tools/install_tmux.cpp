#include "tools/install_tmux.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/read_file.hpp"

namespace smcp::tools {
namespace {

using Installer = std::pair<std::string_view, std::string_view>;

/// Names in ID and ID_LIKE, and what installs tmux there.
constexpr std::array<Installer, 14> kInstallers = {{
    {"debian", "sudo apt install tmux"},
    {"ubuntu", "sudo apt install tmux"},
    {"fedora", "sudo dnf install tmux"},
    {"rhel", "sudo dnf install tmux"},
    {"centos", "sudo dnf install tmux"},
    {"amzn", "sudo dnf install tmux"},
    {"arch", "sudo pacman -S tmux"},
    {"suse", "sudo zypper install tmux"},
    {"opensuse", "sudo zypper install tmux"},
    {"alpine", "sudo apk add tmux"},
    {"void", "sudo xbps-install tmux"},
    {"gentoo", "sudo emerge app-misc/tmux"},
    {"nixos", "nix profile install nixpkgs#tmux"},
    {"solus", "sudo eopkg install tmux"},
}};

constexpr std::string_view kAnywhere =
    "the package manager of this system, whose package is called tmux (apt, dnf, pacman, zypper, apk), or "
    "brew "
    "install tmux";

/// The value of a line `KEY=value`, `KEY="value"` or `KEY='value'`; "" if there is none.
std::string_view value_of(std::string_view os_release, std::string_view key) {
  while (!os_release.empty()) {
    auto line = os_release.substr(0, os_release.find('\n'));
    os_release.remove_prefix(std::min(line.size() + 1, os_release.size()));
    if (!line.starts_with(key) || line.substr(key.size(), 1) != "=") continue;
    line.remove_prefix(key.size() + 1);
    while (!line.empty() && std::string_view("\"'\r ").find(line.back()) != std::string_view::npos)
      line.remove_suffix(1);
    while (!line.empty() && (line.front() == '"' || line.front() == '\'')) line.remove_prefix(1);
    return line;
  }
  return {};
}

/// The command for the first of these names, which blanks separate, that is known.
std::string_view installer_for(std::string_view names) {
  while (!names.empty()) {
    const auto name = names.substr(0, names.find(' '));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    // openSUSE calls itself opensuse-leap, opensuse-tumbleweed, …
    const auto known = std::find_if(kInstallers.begin(), kInstallers.end(), [name](const Installer& each) {
      return name == each.first || (name.starts_with(each.first) && name.substr(each.first.size(), 1) == "-");
    });
    if (known != kInstallers.end()) return known->second;
  }
  return {};
}

}  // namespace

std::string no_tmux_on(std::string_view os_release) {
  auto installer = installer_for(value_of(os_release, "ID"));
  if (installer.empty()) installer = installer_for(value_of(os_release, "ID_LIKE"));
  return "tmux is not installed. Install with: " + std::string(installer.empty() ? kAnywhere : installer);
}

std::string no_tmux_here() {
  std::string text = read_whole("/etc/os-release");
  if (text.empty()) text = read_whole("/usr/lib/os-release");
  return no_tmux_on(text);
}

}  // namespace smcp::tools
