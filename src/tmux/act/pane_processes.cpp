#include "tmux/act/pane_processes.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string_view>

#include "text/variables.hpp"

namespace smcp::tmux {
namespace {

using shell::ProcessView;
using shell::SeenProcess;

/// More ancestors than any process has; a bound in case /proc makes no sense.
constexpr int kMaxParents = 256;

/// Whose process each is; those that are nobody's are not in it.
class Owners {
 public:
  Owners(const ProcessView& processes, const ServerId& server, const std::vector<PaneTerminal>& panes)
      : processes_(processes), server_pid_(std::to_string(server.pid)) {
    for (const PaneTerminal& pane : panes) {
      const auto terminal = processes.terminal_number(pane.tty);
      const auto first = processes.process(pane.pid);
      // In another container, other processes and terminals may have the same numbers.
      if (!terminal || !first.known || first.terminal != *terminal) continue;
      oldest_ = std::min(oldest_, first.started);
      by_first_[pane.pid] = by_name_[pane.id.text()] = pane.id;
    }
  }

  [[nodiscard]] std::vector<PaneProcess> find() {
    if (by_first_.empty()) return {};
    const std::vector<SeenProcess> all = processes_.all();
    for (const auto& [pid, state] : all) parents_[pid] = state.parent;
    for (const auto& [pid, state] : all) {
      if (const auto pane = held(pid, state)) owner_[pid] = *pane;
    }
    for (const SeenProcess& one : all) inherit(one.pid);
    for (const auto& [pid, state] : all) {
      // Reading an environment costs as much as all else about a process, and most are older than the panes.
      if (owner_.count(pid) > 0 || state.started < oldest_) continue;
      if (const auto pane = named(pid)) owner_[pid] = *pane;
    }
    for (const SeenProcess& one : all) inherit(one.pid);
    std::vector<PaneProcess> found;
    for (const auto& [pid, state] : all) {
      const auto owner = owner_.find(pid);
      if (owner != owner_.end() && !state.ended) found.push_back({owner->second, pid, state.started});
    }
    return found;
  }

 private:
  template <typename Key>
  static std::optional<PaneId> in(const std::map<Key, PaneId>& panes, const Key& key) {
    const auto found = panes.find(key);
    return found == panes.end() ? std::nullopt : std::optional(found->second);
  }

  /// By its session. A terminal is that of one session, whose leader is the pane's first process; what has one of the same
  /// number besides is in a container, with terminals of its own.
  [[nodiscard]] std::optional<PaneId> held(std::int64_t pid, const shell::ProcessState& state) const {
    if (const auto pane = in(by_first_, pid)) return pane;
    return in(by_first_, state.session);
  }

  /// By its nearest ancestor that is somebody's.
  void inherit(std::int64_t pid) {
    std::int64_t ancestor = pid;
    for (int i = 0; i < kMaxParents; ++i) {
      if (const auto owner = owner_.find(ancestor); owner != owner_.end()) {
        const PaneId pane = owner->second;
        owner_[pid] = pane;
        return;
      }
      const auto parent = parents_.find(ancestor);
      if (parent == parents_.end()) return;
      ancestor = parent->second;
    }
  }

  /// By what tmux put into the environment of the pane's first process: TMUX=SOCKET,SERVER,SESSION and the pane.
  [[nodiscard]] std::optional<PaneId> named(std::int64_t pid) const {
    const auto environment = processes_.environment(pid);
    const auto name = variable_value(environment, "TMUX_PANE");
    const auto pane = name ? in(by_name_, std::string(*name)) : std::nullopt;
    const auto tmux = pane ? variable_value(environment, "TMUX") : std::nullopt;
    if (!tmux) return std::nullopt;
    const auto last = tmux->rfind(',');
    if (last == std::string_view::npos) return std::nullopt;
    return tmux->substr(0, last).ends_with("," + server_pid_) ? pane : std::nullopt;
  }

  const ProcessView& processes_;
  std::string server_pid_;
  std::uint64_t oldest_ = std::numeric_limits<std::uint64_t>::max();  ///< when the first of them was started
  std::map<std::int64_t, PaneId> by_first_;
  std::map<std::string, PaneId> by_name_;
  std::map<std::int64_t, std::int64_t> parents_;
  std::map<std::int64_t, PaneId> owner_;
};

}  // namespace

std::vector<PaneProcess> processes_of(const ProcessView& processes, const ServerId& server,
                                      const std::vector<PaneTerminal>& panes) {
  return Owners(processes, server, panes).find();
}

bool still_runs(const ProcessView& processes, const PaneProcess& process) {
  const shell::ProcessState now = processes.process(process.pid);
  return now.known && !now.ended && now.started == process.started;
}

std::string command_of(const ProcessView& processes, std::int64_t pid) {
  std::string command = processes.arguments(pid);
  while (command.ends_with('\0')) command.pop_back();
  std::replace_if(
      command.begin(), command.end(), [](char c) { return c == '\0' || c == '\n' || c == '\t'; }, ' ');
  return command.empty() ? processes.process(pid).name : command;
}

}  // namespace smcp::tmux
