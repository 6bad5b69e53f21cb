// Panes at one glance: how the output of each stands, and its last line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tmux/ids.hpp"
#include "tmux/looks.hpp"
#include "tmux/request_chain.hpp"

namespace smcp::tmux {

struct Glance {
  Mark mark;
  std::string last_line;         ///< the last that is not blank, wrapped rows joined; of the screen, trimmed.
                                 ///< Not what tmux writes there when a command has ended
  std::optional<RowsOfOld> old;  ///< of a PaneToSee with `since`
};

struct PaneToSee {
  PaneId pane;
  std::uint64_t history = 0;  ///< as list_session_panes() has it (session_panes.hpp)
  std::uint64_t collected = 0;
  bool dead = false;
  const Mark* since = nullptr;  ///< outlives the call
};

/// Looks at the screens, from one request for every kPanesAtOnce of them: each of them a moment's truth. A
/// pane that is not there any more is nothing.
void see_panes(const Chain& chain, std::vector<PaneToSee> panes,
               UniqueFunction<void(Result<std::vector<std::optional<Glance>>>)> done);

/// tmux 3.8 takes 1000 words in a request, and a pane needs up to 31 of them; up to 16 KiB of words, too.
inline constexpr std::size_t kPanesAtOnce = 30;

}  // namespace smcp::tmux
