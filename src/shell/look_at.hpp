// What a look at another machine is for: ProcessView::look(). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace smcp::shell {

struct LookAt {
  std::vector<std::string> ttys;  ///< these terminals, their modes, and what has them
  bool all = false;               ///< every process there, and what TMUX and TMUX_PANE are in its environment
  std::vector<std::int64_t> processes{};  ///< these, and their arguments
};

}  // namespace smcp::shell
