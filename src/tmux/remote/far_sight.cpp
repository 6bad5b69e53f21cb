#include "tmux/remote/far_sight.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>

#include "shell/local_processes.hpp"
#include "shell/stty.hpp"
#include "text/fields.hpp"
#include "tmux/remote/far_sleep.hpp"

namespace smcp::tmux {
namespace {
constexpr std::string_view kProc = "/proc/";

class Reader {
 public:
  explicit Reader(bool same_calls) : same_calls_(same_calls) {}

  void take(std::string_view line) {
    const std::string_view kind = next_field(line);
    if (!line.empty()) line.remove_prefix(1);
    if (kind.size() != 1) return;
    switch (kind.front()) {
      case 'u':
        (void)std::from_chars(line.data(), line.data() + line.size(), up_);
        return;
      case 't':
        return take_terminal(line);
      case 'p':
        return take_process(line);
      case 'e':
        return take_variable(line);
      case 'q':
        return take_listed(line);
      case 'm':
        return take_modes(line);
      default:
        return take_part(kind.front(), line);
    }
  }
  [[nodiscard]] FarSight finish() {
    for (const auto& [pid, seen] : sleeps_) {
      if (FarSight::Process* const process = find(pid))
        process->sleep = judge_sleep(seen, process->state, same_calls_);
    }
    return std::move(sight_);
  }

 private:
  void take_terminal(std::string_view line) {
    const std::string_view tty = next_field(line);
    std::int64_t number = 0;
    if (take_field(line, number) && number > 0) sight_.terminals.push_back({std::string(tty), number, {}});
  }

  void take_process(std::string_view line) {
    constexpr std::string_view kFile = "/stat:";
    const auto end = line.find(kFile);
    if (!line.starts_with(kProc) || end == std::string_view::npos) return;
    const std::string_view pid = line.substr(kProc.size(), end - kProc.size());
    const std::string stat(line.substr(end + kFile.size()));
    if (!stat.starts_with(std::string(pid) + " (")) return;
    FarSight::Process process;
    const auto [stop, error] = std::from_chars(pid.data(), pid.data() + pid.size(), process.pid);
    if (error != std::errc{} || stop != pid.data() + pid.size() || find(process.pid) != nullptr) return;
    process.state = shell::parse_process_stat(stat, std::chrono::seconds(up_));
    if (process.state.known) sight_.processes.push_back(std::move(process));
  }

  void take_variable(std::string_view line) {
    constexpr std::string_view kFile = "/environ:";
    std::int64_t pid = 0;
    if (!line.starts_with(kProc)) return;
    line.remove_prefix(kProc.size());
    const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), pid);
    if (error != std::errc{}) return;
    line.remove_prefix(static_cast<std::size_t>(stop - line.data()));
    FarSight::Process* const process = find(pid);
    if (process != nullptr && line.starts_with(kFile))
      process->environment.emplace_back(line.substr(kFile.size()));
  }

  /// The number of the terminal is one of ours: it is the same for all that have it.
  void take_listed(std::string_view line) {
    const std::string_view tty = next_field(line);
    if (sight_.terminal(tty) == nullptr)
      sight_.terminals.push_back(
          {std::string(tty), static_cast<std::int64_t>(sight_.terminals.size()) + 1, {}});
    FarSight::Process process;
    shell::ProcessState& state = process.state;
    for (std::int64_t* const number : {&process.pid, &state.parent, &state.group, &state.terminal_group}) {
      if (!take_field(line, *number)) return;
    }
    const std::string_view how = next_field(line);
    if (how.empty() || find(process.pid) != nullptr) return;
    state.known = true;
    state.terminal = sight_.terminal(tty)->number;
    state.foreground = state.group == state.terminal_group;
    state.sleeping = how.front() == 'S' || how.front() == 'I';
    state.ended = how.front() == 'Z';
    process.sleep.sleeping = state.sleeping;
    while (!line.empty()) process.arguments.append(next_field(line)).push_back('\0');
    std::string_view name = std::string_view(process.arguments).substr(0, process.arguments.find('\0'));
    name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
    state.name = name.substr(0, 15);
    sight_.processes.push_back(std::move(process));
  }

  void take_modes(std::string_view line) {
    const std::string_view tty = next_field(line);
    for (FarSight::Terminal& terminal : sight_.terminals) {
      if (terminal.tty == tty) terminal.modes = shell::parse_stty(line);
    }
  }

  void take_part(char kind, std::string_view line) {
    std::int64_t pid = 0;
    if (!take_field(line, pid)) return;
    FarSight::Process* const process = find(pid);
    if (process == nullptr) return;
    if (!line.empty()) line.remove_prefix(1);
    if (kind == 'a') {
      process->arguments = line;
      std::replace(process->arguments.begin(), process->arguments.end(), '\1', '\0');
      std::replace(process->arguments.begin(), process->arguments.end(), '\2', '\n');
      return;
    }
    SeenSleep& seen = sleeps_[pid];
    if (kind == 's') seen.call = line;
    if (kind == 'w') seen.channel = line;
    if (kind == 'f') seen.descriptors = line;
  }

  FarSight::Process* find(std::int64_t pid) {
    const auto found = std::find_if(sight_.processes.begin(), sight_.processes.end(),
                                    [pid](const auto& each) { return each.pid == pid; });
    return found == sight_.processes.end() ? nullptr : &*found;
  }

  bool same_calls_;
  std::int64_t up_ = 0;
  FarSight sight_;
  std::map<std::int64_t, SeenSleep> sleeps_;
};

}  // namespace

const FarSight::Process* FarSight::process(std::int64_t pid) const {
  const auto found = std::find_if(processes.begin(), processes.end(),
                                  [pid](const Process& each) { return each.pid == pid; });
  return found == processes.end() ? nullptr : &*found;
}

const FarSight::Terminal* FarSight::terminal(std::string_view tty) const {
  const auto found = std::find_if(terminals.begin(), terminals.end(),
                                  [tty](const Terminal& each) { return each.tty == tty; });
  return found == terminals.end() ? nullptr : &*found;
}

FarSight parse_look(std::string_view answer, bool same_calls) {
  Reader reader(same_calls);
  while (!answer.empty()) {
    const auto end = std::min(answer.find('\n'), answer.size());
    reader.take(answer.substr(0, end));
    answer.remove_prefix(std::min(end + 1, answer.size()));
  }
  return reader.finish();
}

}  // namespace smcp::tmux
