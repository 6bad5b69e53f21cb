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
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

#include "base/read_file.hpp"
#include "io/directory_check.hpp"

namespace smcp::shell {
namespace {

/// A process with more open descriptors than this has, as good as surely, a socket among them; and a look at
/// a pane should take no longer than a look at each of so many.
constexpr int kMaxDescriptors = 256;

/// Devices that nobody waits for as one waits for a terminal: /dev/null, /dev/urandom, ….
constexpr unsigned kMemoryDevices = 1;
/// /dev/tty, which is the controlling terminal of whoever opens it.
const dev_t kOwnTerminal = makedev(5, 0);

/// Fields of /proc/PID/stat between the group that has the terminal and when the process was started.
constexpr int kFieldsBeforeStart = 13;

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

bool is_terminal_device(const struct stat& found, std::int64_t terminal) {
  if (!S_ISCHR(found.st_mode)) return false;
  return number_of_device(found.st_rdev) == terminal || found.st_rdev == kOwnTerminal;
}

/// Whether a process could sleep in wait_woken for what comes from there. Files and pipes have channels of
/// their own; an inotify's descriptor is none of the known types.
bool may_be_woken_by(const struct stat& found) {
  if (S_ISCHR(found.st_mode)) return major(found.st_rdev) != kMemoryDevices;
  return !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode) && !S_ISBLK(found.st_mode) &&
         !S_ISFIFO(found.st_mode);
}

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

std::vector<std::int64_t> LocalProcesses::group_members(std::int64_t group) const {
  if (std::chrono::steady_clock::now() >= groups_read_ + kGroupsAreValid) read_groups();
  std::vector<std::int64_t> members;
  const auto [first, last] = groups_.equal_range(group);
  std::for_each(first, last, [&members](const auto& one) { members.push_back(one.second); });
  return members;
}

void LocalProcesses::read_groups() const {
  groups_.clear();
  std::error_code error;
  std::filesystem::directory_iterator entry(proc_, error);
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::int64_t pid = 0;
    const char* const last = name.data() + name.size();
    const auto [stop, bad] = std::from_chars(name.data(), last, pid);
    if (bad != std::errc{} || stop != last) continue;
    const ProcessState state = process(pid);
    if (state.known) groups_.emplace(state.group, pid);
  }
  groups_read_ = std::chrono::steady_clock::now();
}

Sleep LocalProcesses::sleep(std::int64_t pid, std::int64_t terminal) const {
  Sleep sleep;
  std::string line = read_whole(path_of(pid, "syscall"));
  if (!line.empty()) {
    if (line.ends_with('\n')) line.pop_back();
    const auto fd = waits_for_input_from(line);
    const bool waits = fd && is_terminal(pid, *fd, terminal);
    sleep.call = waits ? Sleep::Call::waits_for_terminal : Sleep::Call::other;
    return sleep;
  }
  sleep.channel = parse_wait_channel(read_whole(path_of(pid, "wchan")));
  if (sleep.channel == Sleep::Channel::unreadable) {
    sleep.sleeping = process(pid).sleeping;
  } else if (sleep.channel != Sleep::Channel::other) {
    sleep.open = open_descriptors(pid, terminal);
  }
  return sleep;
}

bool LocalProcesses::is_terminal(std::int64_t pid, int fd, std::int64_t terminal) const {
  struct stat found {};
  const std::string path = path_of(pid, "fd/") + std::to_string(fd);
  return ::stat(path.c_str(), &found) == 0 && is_terminal_device(found, terminal);
}

Sleep::Open LocalProcesses::open_descriptors(std::int64_t pid, std::int64_t terminal) const {
  std::error_code error;
  std::filesystem::directory_iterator entry(path_of(pid, "fd"), error);
  bool has_terminal = false;
  bool has_more = false;
  int seen = 0;
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (++seen > kMaxDescriptors) return Sleep::Open::unreadable;
    struct stat found {};
    if (::stat(entry->path().c_str(), &found) != 0) continue;  // closed meanwhile
    const bool is_it = is_terminal_device(found, terminal);
    has_terminal = has_terminal || is_it;
    has_more = has_more || (!is_it && may_be_woken_by(found));
  }
  if (error) return Sleep::Open::unreadable;
  if (!has_terminal) return Sleep::Open::no_terminal;
  return has_more ? Sleep::Open::terminal_and_more : Sleep::Open::terminal_alone;
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

std::shared_ptr<void> LocalProcesses::find_directory(uv::Loop& loop, std::string path, uv::TimePoint deadline,
                                                     UniqueFunction<void(Result<std::string>)> done) const {
  std::error_code ignored;  // an unreadable own directory leaves the path as it is, and the check says so
  std::string absolute = std::filesystem::absolute(path, ignored).string();
  if (ignored) absolute = std::move(path);
  auto checked = [absolute, done = std::move(done)](const Status& status) mutable {
    if (!status) return done(status.error());
    done(std::move(absolute));
  };
  return std::make_shared<uv::DirectoryCheck>(loop, absolute, deadline, std::move(checked));
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
  ProcessState result;
  result.known = true;
  result.foreground = group == terminal_group;
  result.sleeping = state == 'S';
  result.name = stat.substr(open + 1, close - open - 1);
  result.parent = parent;
  result.group = group;
  result.terminal = terminal;
  result.terminal_group = terminal_group;
  std::string skipped;
  for (int i = 0; i < kFieldsBeforeStart; ++i) rest >> skipped;
  long started = 0;
  if (rest >> started) result.age = up - std::chrono::seconds(started / ::sysconf(_SC_CLK_TCK));
  return result;
}

std::optional<int> waits_for_input_from(std::string_view line) {
  const auto call = numbers(line);  // "running" is no number, nor is -1
  if (call.size() < 7) return std::nullopt;
  constexpr std::uint64_t kMaxFd = 1U << 20;
  if (call[0] == SYS_read && call[1] < kMaxFd) return static_cast<int>(call[1]);
  // Vim gives sets to write and of exceptions, too; but a terminal can always be written to.
  const bool reads_first = call[1] == 1 && call[2] != 0 && call[5] == 0;
#ifdef SYS_select
  if (call[0] == SYS_select && reads_first) return 0;
#endif
  if (call[0] == SYS_pselect6 && reads_first) return 0;
  return std::nullopt;
}

Sleep::Channel parse_wait_channel(std::string_view name) {
  // A compiler's own name for a part of a function: n_tty_read.isra.0.
  name = name.substr(0, name.find_first_of(".\n"));
  // "0" is told of what runs, of another user's process, and of all where the kernel knows no names.
  if (name.empty() || name == "0") return Sleep::Channel::unreadable;
  if (name == "n_tty_read") return Sleep::Channel::reads_terminal;
  if (name == "wait_woken") return Sleep::Channel::woken;
  return Sleep::Channel::other;
}

std::int64_t number_of_device(dev_t device) {
  const auto low = static_cast<std::uint32_t>(minor(device));
  const auto high = static_cast<std::uint32_t>(major(device));
  return static_cast<std::int32_t>((low & 0xffU) | (high << 8U) | ((low & ~0xffU) << 12U));
}

}  // namespace smcp::shell
