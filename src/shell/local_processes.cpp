#include "shell/local_processes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sstream>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

#include "base/read_file.hpp"
#include "io/directory_check.hpp"
#include "io/log_check.hpp"
#include "shell/local_sleep.hpp"
#include "shell/login_shells.hpp"
#include "text/shortened.hpp"

namespace smcp::shell {
namespace {

/// Fields of /proc/PID/stat between the group that has the terminal and when the process was started.
constexpr int kFieldsBeforeStart = 13;
/// Fields between that and the address of the arguments.
constexpr int kFieldsBeforeArguments = 25;

/// What `look` makes of the opened terminal.
template <typename Look>
auto at_terminal(const std::string& tty, Look look) -> decltype(look(0)) {
  const int fd = ::open(tty.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  auto seen = look(fd);
  ::close(fd);
  return seen;
}

TerminalModes modes_of(const termios& settings) {
  TerminalModes modes;
  modes.canonical = (settings.c_lflag & ICANON) != 0;
  modes.echo = (settings.c_lflag & ECHO) != 0;
  modes.literal_next = (settings.c_lflag & IEXTEN) != 0 && settings.c_cc[VLNEXT] != _POSIX_VDISABLE;
  const tcflag_t shows_erasing = ICANON | ECHO | ECHOE | ECHOK | ECHOKE;
  const cc_t kill = settings.c_cc[VKILL];
  if ((settings.c_lflag & shows_erasing) == shows_erasing && kill != _POSIX_VDISABLE)
    modes.kill = static_cast<char>(kill);
  return modes;
}

}  // namespace

std::string LocalProcesses::path_of(std::int64_t pid, const char* file) const {
  return proc_ + "/" + std::to_string(pid) + "/" + file;
}

ProcessState LocalProcesses::process(std::int64_t pid) const {
  timespec up{};
  ::clock_gettime(CLOCK_BOOTTIME, &up);
  return parse_process_stat(read_whole(path_of(pid, "stat")), std::chrono::seconds(up.tv_sec));
}

std::string LocalProcesses::arguments(std::int64_t pid) const {
  return read_whole(path_of(pid, "cmdline"));
}

std::string LocalProcesses::program(std::int64_t pid) const {
  std::error_code none;
  return std::filesystem::read_symlink(path_of(pid, "exe"), none).string();
}

std::vector<std::string> LocalProcesses::environment(std::int64_t pid) const {
  std::istringstream text(read_whole(path_of(pid, "environ")));
  std::vector<std::string> entries;
  for (std::string entry; std::getline(text, entry, '\0');) entries.push_back(std::move(entry));
  return entries;
}

std::string LocalProcesses::control_groups(std::int64_t pid) const {
  return read_whole(path_of(pid, "cgroup"));
}

bool LocalProcesses::shares_files(std::int64_t pid, std::int64_t other) const {
  struct stat one {};
  struct stat two {};
  const bool seen =
      ::stat(path_of(pid, "").c_str(), &one) == 0 && ::stat(path_of(other, "").c_str(), &two) == 0;
  if (!seen || (one.st_uid != two.st_uid && one.st_uid != 0)) return false;
  // These two follow the link, so that they compare what it leads to.
  for (const char* const file : {"root", "ns/mnt"}) {
    const bool found =
        ::stat(path_of(pid, file).c_str(), &one) == 0 && ::stat(path_of(other, file).c_str(), &two) == 0;
    if (!found || one.st_ino != two.st_ino || one.st_dev != two.st_dev) return false;
  }
  return true;
}

std::vector<std::int64_t> LocalProcesses::group_members(std::int64_t group) const {
  if (std::chrono::steady_clock::now() >= groups_read_ + kGroupsAreValid) read_groups();
  std::vector<std::int64_t> members;
  const auto [first, last] = groups_.equal_range(group);
  std::for_each(first, last, [&members](const auto& one) { members.push_back(one.second); });
  return members;
}

void LocalProcesses::read_groups() const {
  groups_.clear();
  for (const auto& [pid, state] : all()) groups_.emplace(state.group, pid);
  groups_read_ = std::chrono::steady_clock::now();
}

std::vector<SeenProcess> LocalProcesses::all() const {
  std::vector<SeenProcess> seen;
  std::error_code error;
  std::filesystem::directory_iterator entry(proc_, error);
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::int64_t pid = 0;
    const char* const last = name.data() + name.size();
    const auto [stop, bad] = std::from_chars(name.data(), last, pid);
    if (bad != std::errc{} || stop != last) continue;
    ProcessState state = process(pid);
    if (state.known) seen.push_back({pid, std::move(state)});
  }
  return seen;
}

Sleep LocalProcesses::sleep(std::int64_t pid, std::int64_t terminal) const {
  Sleep sleep = sleep_of(proc_ + "/" + std::to_string(pid), terminal);
  if (is_hidden(sleep)) sleep.sleeping = process(pid).sleeping;
  return sleep;
}

std::optional<std::int64_t> LocalProcesses::terminal_number(const std::string& tty) const {
  struct stat device {};
  if (::stat(tty.c_str(), &device) != 0 || !S_ISCHR(device.st_mode)) return std::nullopt;
  return number_of_device(device.st_rdev);
}

std::optional<TerminalModes> LocalProcesses::terminal_modes(const std::string& tty) const {
  return at_terminal(tty, [](int fd) -> std::optional<TerminalModes> {
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0) return std::nullopt;
    return modes_of(settings);
  });
}

std::optional<std::size_t> LocalProcesses::unread_input(const std::string& tty) const {
  return at_terminal(tty, [](int fd) -> std::optional<std::size_t> {
    int unread = 0;
    if (::isatty(fd) == 0 || ::ioctl(fd, FIONREAD, &unread) != 0) return std::nullopt;
    return static_cast<std::size_t>(std::max(unread, 0));
  });
}

std::string LocalProcesses::shells_file() const {
  return read_whole("/etc/shells").substr(0, kMaxShellsFile);
}

std::shared_ptr<void> LocalProcesses::find_directory(uv::Loop& loop, std::string path, uv::TimePoint deadline,
                                                     UniqueFunction<void(Result<std::string>)> done) const {
  std::error_code ignored;  // an unreadable own directory leaves the path as it is, and the check says so
  std::string absolute = std::filesystem::absolute(path, ignored).string();
  if (ignored) absolute = path;
  const bool is_for_a_shell = path.starts_with('~') || path.find('$') != std::string::npos;
  auto checked = [absolute, is_for_a_shell, done = std::move(done)](const Status& status) mutable {
    if (status) return done(std::move(absolute));
    Error error = status.error();
    if (is_for_a_shell && error.code == Errc::invalid_argument)
      error.message += "; ~ and $VAR are not expanded: give an absolute path";
    done(std::move(error));
  };
  return std::make_shared<uv::PathCheck>(loop, uv::directory_question(absolute, shortened(absolute)),
                                         deadline, std::move(checked));
}

std::shared_ptr<void> LocalProcesses::check_log(uv::Loop& loop, const std::string& path,
                                                uv::TimePoint deadline,
                                                UniqueFunction<void(Status)> done) const {
  return std::make_shared<uv::PathCheck>(loop, uv::log_question(path, shortened(path)), deadline,
                                         std::move(done));
}

ProcessState parse_process_stat(const std::string& stat, std::chrono::seconds up) {
  // PID (NAME) STATE PPID PGRP SESSION TTY TPGID …; NAME may hold anything, so it ends at the last ')'.
  const auto open = stat.find('(');
  const auto close = stat.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {};
  std::istringstream rest(stat.substr(close + 1));
  char state = 0;
  long parent = 0;
  long group = 0;
  long session = 0;
  long terminal = 0;
  long terminal_group = 0;
  rest >> state >> parent >> group >> session >> terminal >> terminal_group;
  if (!rest) return {};
  std::string skipped;
  for (int i = 0; i < kFieldsBeforeStart; ++i) rest >> skipped;
  std::uint64_t started = 0;
  rest >> started;
  const bool tells_start = !rest.fail();
  for (int i = 0; i < kFieldsBeforeArguments; ++i) rest >> skipped;
  std::uint64_t arguments_at = 0;
  rest >> arguments_at;
  ProcessState result;
  result.known = true;
  result.foreground = group == terminal_group;
  result.sleeping = state == 'S';
  result.name = stat.substr(open + 1, close - open - 1);
  result.parent = parent;
  result.group = group;
  result.terminal = terminal;
  result.terminal_group = terminal_group;
  result.arguments_at = arguments_at;
  result.session = session;
  result.ended = state == 'Z' || state == 'X';
  if (tells_start) {
    const auto ticks = static_cast<std::uint64_t>(std::max(::sysconf(_SC_CLK_TCK), 1L));
    result.started = started;
    result.age = up - std::chrono::seconds(started / ticks);
  }
  return result;
}

}  // namespace smcp::shell
