// Choosing one pane of a session by the selector that a caller gives: `%3`, `WINDOW.PANE` or `WINDOW`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tmux/find/panes.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// The one of `panes` that `selector` means: the first of these that exists.
///   1. `%N`: the pane of this id;
///   2. `I`: the active pane of the window with index I, or `I.P`: the pane with index P of that window;
///   3. `NAME`: the active pane of the window of exactly this name, or `NAME.P`: the pane with index P of it.
/// Numbers are decimal, without leading zeros. An index thus takes precedence over a name made of digits.
/// `a.1` may mean both a pane of window `a` and a window named `a.1`. If rule 3 gives more than one pane, the
/// result is Errc::invalid_argument, which names them. If no rule gives one, it is Errc::not_found, which
/// lists the panes of the session.
[[nodiscard]] Result<Pane> select_pane(std::string_view session, std::string_view selector,
                                       std::span<const PlacedPane> panes);

/// The pane that `selector` means in the session with exactly this name; "" means its active pane. Since
/// tmux's own targets match prefixes, patterns and special characters, tmux is asked only for a list, in one
/// request. The pane never belongs to another session, unless its window is linked into both. Errc::not_found
/// if there is no such session; for other errors see select_pane().
void find_pane(const Chain& chain, const std::string& session, std::string selector,
               UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
