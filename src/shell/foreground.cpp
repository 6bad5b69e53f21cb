#include "shell/foreground.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/read_file.hpp"
#include "shell/shell_probe.hpp"

namespace smcp::tmux {
namespace {

constexpr auto kShells =
    std::to_array<std::string_view>({"sh", "dash", "ash", "bash", "zsh", "fish", "ksh", "ksh93", "mksh",
                                     "tcsh", "csh", "yash", "xonsh", "nu", "elvish"});

std::string of_process(std::int64_t pid, const char* file) {
  return read_whole("/proc/" + std::to_string(pid) + "/" + file);
}

std::vector<std::uint64_t> numbers(std::string_view line) {
  std::vector<std::uint64_t> result;
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    const bool hex = word.starts_with("0x");
    if (hex) word.remove_prefix(2);
    std::uint64_t number = 0;
    const char* const last = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), last, number, hex ? 16 : 10);
    if (error != std::errc{} || stop != last) return {};
    result.push_back(number);
  }
  return result;
}

bool is_device(const std::string& path, const struct stat& device) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISCHR(found.st_mode) && found.st_rdev == device.st_rdev;
}

bool waits_for_terminal(std::int64_t pid, const struct stat& terminal) {
  std::string line = of_process(pid, "syscall");
  if (line.ends_with('\n')) line.pop_back();
  const auto fd = waits_for_input_from(line);
  return fd && is_device("/proc/" + std::to_string(pid) + "/fd/" + std::to_string(*fd), terminal);
}

/// For an interactive shell that has the terminal: either its editor shows the prompt, or a builtin runs.
Foreground of_shell(std::int64_t pid, const ShellState& shell, const std::string& tty,
                    const struct stat& terminal) {
  const auto mode = line_mode_of(tty);
  if (shell.edits_lines && (mode == LineMode::editing || mode == LineMode::unknown))
    return Foreground::at_prompt;
  const bool waits = shell.sleeping && waits_for_terminal(pid, terminal);
  if (shell.edits_lines) return waits ? Foreground::waiting : Foreground::running;
  return shell.sleeping ? Foreground::at_prompt : Foreground::running;
}

}  // namespace

bool is_shell_name(std::string_view name) {
  if (name.starts_with('-')) name.remove_prefix(1);  // a login shell
  return std::find(kShells.begin(), kShells.end(), name) != kShells.end();
}

bool is_interactive_shell(std::string_view arguments) {
  const auto next = [&arguments] {
    const auto end = std::min(arguments.find('\0'), arguments.size());
    const auto word = arguments.substr(0, end);
    arguments.remove_prefix(std::min(end + 1, arguments.size()));
    return word;
  };
  if (next().starts_with('-')) return true;  // a login shell
  const std::string_view first = next();
  if (first.empty() || first.starts_with("--")) return true;
  return first.starts_with('-') && first.find('c') == std::string_view::npos;
}

std::optional<int> waits_for_input_from(std::string_view line) {
  const auto call = numbers(line);  // neither "running" nor -1 counts as a number
  if (call.size() < 7) return std::nullopt;
  constexpr std::uint64_t kMaxFd = 1U << 20;
  if (call[0] == SYS_read && call[1] < kMaxFd) return static_cast<int>(call[1]);
  const bool reads_first = call[1] == 1 && call[2] != 0 && call[3] == 0 && call[5] == 0;
#ifdef SYS_select
  if (call[0] == SYS_select && reads_first) return 0;
#endif
  if (call[0] == SYS_pselect6 && reads_first) return 0;
  return std::nullopt;
}

std::int64_t terminal_number(dev_t device) {
  const auto low = static_cast<std::uint32_t>(minor(device));
  const auto high = static_cast<std::uint32_t>(major(device));
  return static_cast<std::int32_t>((low & 0xffU) | (high << 8U) | ((low & ~0xffU) << 12U));
}

Foreground foreground_of(std::int64_t pid, const std::string& tty, std::string_view command) {
  struct stat terminal {};
  const bool seen = ::stat(tty.c_str(), &terminal) == 0 && S_ISCHR(terminal.st_mode);
  const ShellState first = pid > 0 ? shell_state_of(pid) : ShellState{};
  if (!seen || !first.known || first.terminal != terminal_number(terminal.st_rdev))
    return is_shell_name(command) ? Foreground::at_prompt : Foreground::running;
  const bool shell = is_shell_name(first.name) && is_interactive_shell(of_process(pid, "cmdline"));
  if (first.foreground && shell) return of_shell(pid, first, tty, terminal);
  return waits_for_terminal(first.terminal_group, terminal) ? Foreground::waiting : Foreground::running;
}

}  // namespace smcp::tmux
