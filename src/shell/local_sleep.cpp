#include "shell/local_sleep.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <vector>

#include "base/read_file.hpp"

namespace smcp::shell {
namespace {

/// A process with more open descriptors than this has, as good as surely, a socket among them; and a look at
/// a pane should take no longer than a look at each of so many.
constexpr int kMaxDescriptors = 256;
/// A question is asked by a program with few threads; Java has about thirty.
constexpr std::size_t kMaxThreads = 64;
/// A program that polls more than this does not wait for its terminal alone.
constexpr std::uint64_t kMaxPolled = 16;

/// Devices that nobody waits for as one waits for a terminal: /dev/null, /dev/urandom, ….
constexpr unsigned kMemoryDevices = 1;
/// /dev/tty, which is the controlling terminal of whoever opens it.
const dev_t kOwnTerminal = makedev(5, 0);

std::vector<std::uint64_t> numbers(std::string_view line) {
  std::vector<std::uint64_t> result;
  while (!line.empty()) {
    const auto end = std::min(line.find_first_of(" \n"), line.size());
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

bool is_terminal(const std::string& process, std::uint64_t fd, std::int64_t terminal) {
  struct stat found {};
  const std::string path = process + "/fd/" + std::to_string(fd);
  return ::stat(path.c_str(), &found) == 0 && is_terminal_device(found, terminal);
}

/// What comes from it are signals, which are no work: `more` polls one beside its terminal.
bool is_of_signals(const std::filesystem::path& fd) {
  std::error_code none;
  return std::filesystem::read_symlink(fd, none) == "anon_inode:[signalfd]";
}

/// Of a process's memory, which only a tracer may read, as its system calls.
template <typename Value>
std::optional<std::vector<Value>> read_memory(const std::string& process, std::uint64_t at,
                                              std::size_t count) {
  const int fd = ::open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  std::vector<Value> values(count);
  const ssize_t size = ::pread(fd, values.data(), count * sizeof(Value), static_cast<off_t>(at));
  ::close(fd);
  if (size != static_cast<ssize_t>(count * sizeof(Value))) return std::nullopt;
  return values;
}

std::vector<std::uint64_t> selected(const std::string& process, const InputCall& call) {
  constexpr std::size_t kBits = 8 * sizeof(fd_mask);
  const auto words = read_memory<std::uint64_t>(process, call.fds, (call.count + kBits - 1) / kBits);
  std::vector<std::uint64_t> fds;
  for (std::uint64_t fd = 0; words && fd < call.count; ++fd) {
    if (((*words)[fd / kBits] >> fd % kBits & 1U) != 0) fds.push_back(fd);
  }
  return fds;
}

/// What is polled for anything at all but signals; nothing if that is for something else than input.
std::vector<std::uint64_t> polled(const std::string& process, const InputCall& call) {
  const auto entries = read_memory<pollfd>(process, call.fds, call.count);
  std::vector<std::uint64_t> fds;
  if (!entries) return fds;
  for (const pollfd& entry : *entries) {
    if (entry.fd < 0 || entry.events == 0) continue;
    if ((entry.events & POLLIN) == 0) return {};
    const auto fd = static_cast<std::uint64_t>(entry.fd);
    if (!is_of_signals(process + "/fd/" + std::to_string(fd))) fds.push_back(fd);
  }
  return fds;
}

std::vector<std::uint64_t> awaited(const std::string& process, const InputCall& call) {
  if (call.kind == InputCall::Kind::reads) return {call.fds};
  if (call.kind == InputCall::Kind::polls) return polled(process, call);
  if (call.count == 1) return {0};  // as readline and vim do it
  return selected(process, call);
}

Sleep::Call judge_call(const std::string& process, const std::string& line, std::int64_t terminal) {
  const auto call = parse_input_call(line);
  if (!call) return Sleep::Call::other;
  const auto fds = awaited(process, *call);
  const bool alone = !fds.empty() && std::all_of(fds.begin(), fds.end(), [&](std::uint64_t fd) {
    return is_terminal(process, fd, terminal);
  });
  if (!alone) return Sleep::Call::other;
  return call->ends ? Sleep::Call::waits_for_a_time : Sleep::Call::waits_for_terminal;
}

/// A read of it does not wait, so that nobody sleeps there. Says no where that cannot be seen.
bool is_nonblocking(const std::string& process, const std::string& fd) {
  const std::string about = read_whole(process + "/fdinfo/" + fd);
  constexpr std::string_view kFlags = "flags:\t";
  const auto at = about.find(kFlags);
  if (at == std::string::npos) return false;
  unsigned flags = 0;
  const char* const first = about.data() + at + kFlags.size();
  std::from_chars(first, about.data() + about.size(), flags, 8);
  return (flags & O_NONBLOCK) != 0;
}

/// Whether one that sleeps in this channel could wait for what comes from there.
bool may_wait_for(Sleep::Channel channel, const std::string& process,
                  const std::filesystem::directory_entry& fd, const struct stat& found) {
  if (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode) || S_ISBLK(found.st_mode)) return false;
  if (S_ISCHR(found.st_mode) && major(found.st_rdev) == kMemoryDevices) return false;
  if (channel == Sleep::Channel::polls) return !is_of_signals(fd.path());
  if (S_ISFIFO(found.st_mode)) return false;  // it has a channel of its own
  if (!S_ISCHR(found.st_mode) && !S_ISSOCK(found.st_mode)) {
    std::error_code none;
    const std::string kind = std::filesystem::read_symlink(fd.path(), none).string();
    if (!none && kind.find("notify") == std::string::npos) return false;  // an eventfd, a signalfd, …
  }
  return !is_nonblocking(process, fd.path().filename().string());
}

Sleep::Open open_descriptors(const std::string& process, std::int64_t terminal, Sleep::Channel channel) {
  std::error_code error;
  std::filesystem::directory_iterator entry(process + "/fd", error);
  bool has_terminal = false;
  bool has_more = false;
  int seen = 0;
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (++seen > kMaxDescriptors) return Sleep::Open::unreadable;
    struct stat found {};
    if (::stat(entry->path().c_str(), &found) != 0) continue;  // closed meanwhile
    const bool is_it = is_terminal_device(found, terminal);
    has_terminal = has_terminal || is_it;
    has_more = has_more || (!is_it && may_wait_for(channel, process, *entry, found));
  }
  if (error) return Sleep::Open::unreadable;
  if (!has_terminal) return Sleep::Open::no_terminal;
  return has_more ? Sleep::Open::terminal_and_more : Sleep::Open::terminal_alone;
}

/// Whether the kernel numbers its calls as this program does: not where an emulator runs us.
bool numbers_are_ours() {
  static const bool kOurs = [] {
    const auto call = numbers(read_whole("/proc/self/syscall"));
    return !call.empty() && call[0] == SYS_read;
  }();
  return kOurs;
}

/// What /proc tells of the system call that a thread is in; "" if it tells nothing that we understand. `thread` is the
/// folder of one of them, or of the process, which is that of the first.
std::string call_of_thread(const std::string& thread) {
  std::string line = numbers_are_ours() ? read_whole(thread + "/syscall") : std::string();
  if (is_foreign_call(line)) line.clear();
  return line;
}

Sleep sleep_of_thread(const std::string& process, const std::string& thread, std::int64_t terminal) {
  Sleep sleep;
  const std::string line = call_of_thread(thread);
  if (!line.empty()) {
    sleep.call = judge_call(process, line, terminal);
    return sleep;
  }
  sleep.channel = parse_wait_channel(read_whole(thread + "/wchan"));
  if (sleep.channel != Sleep::Channel::unreadable && sleep.channel != Sleep::Channel::other)
    sleep.open = open_descriptors(process, terminal, sleep.channel);
  return sleep;
}

/// Threads wait for each other by futexes.
bool waits_for_threads(const std::string& thread) {
  const std::string line = call_of_thread(thread);
  if (line.empty()) return read_whole(thread + "/wchan").starts_with("futex_");
  const auto call = numbers(line);
  return !call.empty() && call[0] == SYS_futex;
}

/// Empty if there are too many.
std::vector<std::string> threads_of(const std::string& process) {
  std::vector<std::string> threads;
  std::error_code error;
  std::filesystem::directory_iterator entry(process + "/task", error);
  for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (threads.size() == kMaxThreads) return {};
    threads.push_back(entry->path());
  }
  return threads;
}

/// The sleep of the one thread that does not wait for another.
std::optional<Sleep> sleep_of_last_thread(const std::string& process, std::int64_t terminal) {
  auto threads = threads_of(process);
  if (threads.size() < 2) return std::nullopt;
  const auto waiting = std::remove_if(threads.begin(), threads.end(), waits_for_threads);
  if (waiting - threads.begin() != 1) return std::nullopt;
  return sleep_of_thread(process, threads.front(), terminal);
}

}  // namespace

Sleep sleep_of(const std::string& process, std::int64_t terminal) {
  const Sleep first = sleep_of_thread(process, process, terminal);
  if (is_hidden(first) || !waits_for_threads(process)) return first;
  return sleep_of_last_thread(process, terminal).value_or(first);
}

std::optional<InputCall> parse_input_call(std::string_view line) {
  const auto call = numbers(line);  // "running" is no number, nor is -1
  if (call.size() < 7) return std::nullopt;
  constexpr std::uint64_t kMaxFd = 1U << 20;
  using Kind = InputCall::Kind;
  if (call[0] == SYS_read && call[1] < kMaxFd) return InputCall{Kind::reads, call[1], 1, false};
  const bool is_poll = call[1] != 0 && call[2] > 0 && call[2] <= kMaxPolled;
#ifdef SYS_poll
  const bool has_no_end = static_cast<std::int32_t>(call[3]) < 0;
  if (call[0] == SYS_poll && is_poll) return InputCall{Kind::polls, call[1], call[2], !has_no_end};
#endif
  if (call[0] == SYS_ppoll && is_poll) return InputCall{Kind::polls, call[1], call[2], call[3] != 0};
  // Vim gives sets to write and of exceptions, too; but a terminal can always be written to.
  const bool is_select = call[1] > 0 && call[1] <= FD_SETSIZE && call[2] != 0;
#ifdef SYS_select
  if (call[0] == SYS_select && is_select) return InputCall{Kind::selects, call[2], call[1], call[5] != 0};
#endif
  if (call[0] == SYS_pselect6 && is_select) return InputCall{Kind::selects, call[2], call[1], call[5] != 0};
  return std::nullopt;
}

bool is_foreign_call(std::string_view line) {
  if (sizeof(void*) < 8) return false;
  const auto call = numbers(line);
  constexpr std::size_t kStackPointer = 7;
  return call.size() > kStackPointer && call[kStackPointer] <= UINT32_MAX;
}

Sleep::Channel parse_wait_channel(std::string_view name) {
  // A compiler's own name for a part of a function: n_tty_read.isra.0.
  name = name.substr(0, name.find_first_of(".\n"));
  // "0" is told of what runs, of another user's process, and of all where the kernel knows no names.
  if (name.empty() || name == "0") return Sleep::Channel::unreadable;
  if (name == "n_tty_read") return Sleep::Channel::reads_terminal;
  if (name == "wait_woken") return Sleep::Channel::woken;
  const bool polls = name.starts_with("poll_schedule_timeout") || name == "do_poll" || name == "do_select" ||
                     name == "do_sys_poll";
  return polls ? Sleep::Channel::polls : Sleep::Channel::other;
}

std::int64_t number_of_device(dev_t device) {
  const auto low = static_cast<std::uint32_t>(minor(device));
  const auto high = static_cast<std::uint32_t>(major(device));
  return static_cast<std::int32_t>((low & 0xffU) | (high << 8U) | ((low & ~0xffU) << 12U));
}

}  // namespace smcp::shell
