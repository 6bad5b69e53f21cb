// The processes that came from panes, as far as the machine tells: what a kill of the panes may leave running.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shell/process_view.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/pane_terminal.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {

/// A process that came from a pane. The pid alone may be another one's later.
struct PaneProcess {
  PaneId pane;
  std::int64_t pid = 0;
  std::uint64_t started = 0;  ///< shell::ProcessState::started
};

/// Those of `panes`, each of which is there once: its first process, what descends from it, what belongs to its
/// session, and what says in its environment that it was started in the pane: setsid and a double fork
/// leave nothing else behind. A pane whose first process cannot be seen (another pid namespace) has none. It takes a
/// look at every process of the machine.
[[nodiscard]] std::vector<PaneProcess> processes_of(const shell::ProcessView& processes,
                                                    const ServerId& server,
                                                    const std::vector<PaneTerminal>& panes);

/// Whether it still runs. One that is over, and whose parent has not yet asked how it ended, does not.
[[nodiscard]] bool still_runs(const shell::ProcessView& processes, const PaneProcess& process);

/// Its command line in one line; its program's name if that cannot be seen.
[[nodiscard]] std::string command_of(const shell::ProcessView& processes, std::int64_t pid);

}  // namespace smcp::tmux
