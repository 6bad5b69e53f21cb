#include "tmux/link/service_unit.hpp"

#include <algorithm>

namespace smcp::tmux {
namespace {

/// The path in systemd's own hierarchy, which is the unified one (version 2) or, before, one of that name.
std::string_view systemd_path(std::string_view groups) {
  std::string_view unified;
  while (!groups.empty()) {
    const auto end = std::min(groups.find('\n'), groups.size());
    const std::string_view line = groups.substr(0, end);
    groups.remove_prefix(std::min(end + 1, groups.size()));
    const auto path = line.find('/');
    if (path == std::string_view::npos) continue;
    if (line.substr(0, path).ends_with(":name=systemd:")) return line.substr(path);
    if (line.starts_with("0::")) unified = line.substr(path);
  }
  return unified;
}

}  // namespace

std::string service_of(std::string_view control_groups) {
  std::string_view path = systemd_path(control_groups);
  std::string_view unit;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part.ends_with(".service") || part.ends_with(".scope")) unit = part;
    path.remove_prefix(end);
  }
  const bool users_manager = unit.starts_with("user@");
  return unit.ends_with(".service") && !users_manager ? std::string(unit) : "";
}

}  // namespace smcp::tmux
