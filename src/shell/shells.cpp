#include "shell/shells.hpp"

#include <algorithm>
#include <array>

namespace smcp::shell {
namespace {

constexpr std::string_view kBusybox = "busybox";

constexpr auto kShells = std::to_array<Shell>({
    {"sh", ShellKind::posix, false},
    {"dash", ShellKind::posix, false},
    {"ash", ShellKind::posix, false},
    {kBusybox, ShellKind::posix, false},
    {"bash", ShellKind::bash, true},
    {"zsh", ShellKind::zsh, true},
    {"fish", ShellKind::fish, true},
    {"ksh", ShellKind::posix, true},
    {"ksh93", ShellKind::posix, true},
    {"mksh", ShellKind::posix, true},
    {"yash", ShellKind::posix, true},
    {"tcsh", std::nullopt, true},
    {"csh", std::nullopt, true},
    {"xonsh", std::nullopt, true},
    {"nu", std::nullopt, true},
    {"elvish", std::nullopt, true},
});

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

const Shell* find_shell(std::string_view name) {
  if (name.starts_with('-')) name.remove_prefix(1);
  const auto* const found =
      std::find_if(kShells.begin(), kShells.end(), [name](const Shell& shell) { return shell.name == name; });
  return found == kShells.end() ? nullptr : found;
}

std::optional<ShellKind> shell_kind(std::string_view name) {
  const Shell* const shell = find_shell(name);
  return shell == nullptr ? std::nullopt : shell->kind;
}

bool edits_lines(std::string_view name) {
  const Shell* const shell = find_shell(name);
  return shell != nullptr && shell->edits_lines;
}

bool is_interactive_shell(std::string_view arguments) {
  const auto next = [&arguments] {
    const auto end = std::min(arguments.find('\0'), arguments.size());
    const auto word = arguments.substr(0, end);
    arguments.remove_prefix(std::min(end + 1, arguments.size()));
    return word;
  };
  const std::string_view program = next();
  if (program.starts_with('-')) return true;  // a login shell
  if (base_name(program) == kBusybox && !is_shell_name(next())) return false;
  const std::string_view first = next();
  if (first.empty() || first.starts_with("--")) return true;
  return first.starts_with('-') && first.find('c') == std::string_view::npos;
}

}  // namespace smcp::shell
