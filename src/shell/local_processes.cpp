#include "shell/local_processes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <string_view>
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
#include "text/fields.hpp"
#include "text/shortened.hpp"

namespace smcp::shell {
namespace {

/// Fields of /proc/PID/stat between the flags, behind the group that has the terminal, and when the process was started.
constexpr int kFieldsBeforeStart = 12;
/// Of the flags: PF_EXITING in Linux' <linux/sched.h>.
constexpr std::uint64_t kEnding = 0x4;
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

std::optional<MachineId> LocalProcesses::machine() const {
  MachineId id{read_whole(proc_ + "/sys/kernel/random/boot_id"), {}};
  id.boot.erase(std::min(id.boot.find('\n'), id.boot.size()));
  std::error_code error;
  id.pid_namespace = std::filesystem::read_symlink(proc_ + "/self/ns/pid", error).string();
  return id;
}

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
  look_at_all();
  std::vector<std::int64_t> members;
  for (const auto& [pid, state] : all_) {
    if (state.group == group) members.push_back(pid);
  }
  return members;
}

std::vector<SeenProcess> LocalProcesses::all() const {
  look_at_all();
  return all_;
}

void LocalProcesses::look_at_all() const {
  if (std::chrono::steady_clock::now() < listed_ + kListIsValid) return;
  all_.clear();
  std::error_code error;
  std::filesystem::directory_iterator entry(proc_, error);
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::int64_t pid = 0;
    const char* const last = name.data() + name.size();
    const auto [stop, bad] = std::from_chars(name.data(), last, pid);
    if (bad != std::errc{} || stop != last) continue;
    ProcessState state = process(pid);
    if (state.known) all_.push_back({pid, std::move(state)});
  }
  listed_ = std::chrono::steady_clock::now();
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
    TerminalModes modes = modes_of(settings);
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0) modes.size = TerminalSize{size.ws_row, size.ws_col};
    return modes;
  });
}

std::optional<std::size_t> LocalProcesses::unread_input(const std::string& tty) const {
  return at_terminal(tty, [](int fd) -> std::optional<std::size_t> {
    int unread = 0;
    if (::isatty(fd) == 0 || ::ioctl(fd, FIONREAD, &unread) != 0) return std::nullopt;
    return static_cast<std::size_t>(std::max(unread, 0));
  });
}

std::optional<std::string> LocalProcesses::shells_file() const {
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
  std::string_view rest = std::string_view(stat).substr(close + 1);
  const std::string_view state = next_field(rest);
  ProcessState result;
  for (std::int64_t* const number :
       {&result.parent, &result.group, &result.session, &result.terminal, &result.terminal_group}) {
    if (!take_field(rest, *number)) return {};
  }
  result.known = true;
  result.foreground = result.group == result.terminal_group;
  result.sleeping = state == "S";
  result.name = stat.substr(open + 1, close - open - 1);
  std::uint64_t flags = 0;
  (void)take_field(rest, flags);
  result.ended = state == "Z" || state == "X" || (flags & kEnding) != 0;
  for (int i = 0; i < kFieldsBeforeStart; ++i) next_field(rest);
  if (!take_field(rest, result.started)) return result;
  const auto ticks = static_cast<std::uint64_t>(std::max(::sysconf(_SC_CLK_TCK), 1L));
  result.age = up - std::chrono::seconds(static_cast<std::int64_t>(result.started / ticks));
  for (int i = 0; i < kFieldsBeforeArguments; ++i) next_field(rest);
  (void)take_field(rest, result.arguments_at);
  return result;
}

}  // namespace smcp::shell
