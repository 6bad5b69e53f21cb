#include "shell/front.hpp"

#include "shell/carriers.hpp"
#include "shell/shells.hpp"

namespace smcp::shell {
namespace {

bool is_fork_of_its_parent(const ProcessView& processes, const ProcessState& process) {
  if (process.arguments_at == 0) return false;
  return processes.process(process.parent).arguments_at == process.arguments_at;
}

/// A process that is ending has lost its memory, and its arguments with it.
bool is_inner_shell(const ProcessView& processes, std::int64_t pid, const ProcessState& process) {
  const std::string arguments = processes.arguments(pid);
  return !process.ended && !arguments.empty() && is_interactive_shell(arguments) &&
         !is_fork_of_its_parent(processes, process);
}

}  // namespace

Front front_of(const ProcessView& processes, std::int64_t pid, const std::string& tty) {
  const auto terminal = processes.terminal_number(tty);
  const ProcessState first = pid > 0 && terminal ? processes.process(pid) : ProcessState{};
  if (!first.known || first.terminal != *terminal) return {};
  Front front;
  front.terminal = *terminal;
  front.first = first.foreground;
  front.pid = first.foreground ? pid : first.terminal_group;
  front.process = first.foreground ? first : processes.process(front.pid);
  front.kind = Front::Kind::program;
  const ProcessState& inner = front.process;
  const bool is_shell =
      is_shell_name(inner.name) && (front.first ? is_interactive_shell(processes.arguments(front.pid))
                                                : is_inner_shell(processes, front.pid, inner));
  if (is_shell) {
    front.kind = Front::Kind::shell;
  } else if (carries_shells(inner.name)) {
    front.kind = Front::Kind::carrier;
  }
  return front;
}

bool has_lost_terminal(const ProcessView& processes, std::int64_t pid) {
  const ProcessState first = pid > 0 ? processes.process(pid) : ProcessState{};
  return first.known && !first.ended && first.terminal == 0;
}

bool is_in_front(const ProcessView& processes, const Front& front, std::int64_t shell) {
  if (front.kind == Front::Kind::unseen || front.pid == shell) return true;
  const std::int64_t parent = front.process.parent;
  return parent == shell || (parent > 1 && processes.process(parent).parent == shell);
}

}  // namespace smcp::shell
