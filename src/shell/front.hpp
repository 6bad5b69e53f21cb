// Who has a pane's terminal, for one who wants to have a command run there.
#pragma once

#include <cstdint>
#include <string>

#include "shell/process_view.hpp"

namespace smcp::shell {

struct Front {
  enum class Kind {
    shell,    ///< an interactive shell, of any kind: the pane's own, or one that runs in it
    carrier,  ///< a program that shows the terminal of a shell elsewhere (carriers.hpp)
    program,  ///< any other
    unseen,   ///< the view does not show the pane's first process
  };
  Kind kind = Kind::unseen;
  std::int64_t pid = 0;       ///< of the process in front; 0 if it is unseen
  ProcessState process{};     ///< that process; not known if the view does not show it
  bool first = false;         ///< it is the pane's first process
  std::int64_t terminal = 0;  ///< the number of the pane's terminal
};

/// For a pane with this first process and terminal (`pane_tty`). A fork of a shell, such as `( … )`, is a program
/// and no shell: it runs what its parent was told to run. So is a process that is just ending.
[[nodiscard]] Front front_of(const ProcessView& processes, std::int64_t pid, const std::string& tty);

/// Whether a pane's first process, which runs, has no terminal any more, because a program has made it that of its own
/// session (`setsid -c`). Both may read from it then, and which of them gets a key is left to chance.
[[nodiscard]] bool has_lost_terminal(const ProcessView& processes, std::int64_t pid);

/// Whether this shell (or carrier) has the pane's terminal, or a program that it has started itself. True if the view
/// does not show the pane.
[[nodiscard]] bool is_in_front(const ProcessView& processes, const Front& front, std::int64_t shell);

}  // namespace smcp::shell
