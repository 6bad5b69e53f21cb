// Choosing one pane of a session by what a caller writes: `%3`, `WINDOW.PANE` or `WINDOW`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tmux/find/panes.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// A pane and where it stands. One that is in a window linked twice into its session stands in two places.
struct PlacedPane {
  Pane pane;
  std::uint32_t window_index = 0;
  std::uint32_t pane_index = 0;
  bool active = false;  ///< in its window
  std::string window_name;
};

/// The one of `panes` that `selector` means. The first of these that there is:
///   1. `%N`: the pane of this id;
///   2. `I`: the active pane of the window with index I, or `I.P`: the pane with index P of that window;
///   3. `NAME`: the active pane of the window of exactly this name, or `NAME.P`: the pane with index P of it.
/// Numbers are decimal, without leading zeros. So an index comes before a name made of digits, and `a.1` is a
/// pane of window `a` as well as a window `a.1`: where 3 gives more than one pane it is an error,
/// Errc::invalid_argument, that names them. Errc::not_found, with the panes that there are, for none.
[[nodiscard]] Result<Pane> select_pane(std::string_view session, std::string_view selector,
                                       std::span<const PlacedPane> panes);

/// The pane of the session of exactly this name that `selector` means; "" is its active pane. tmux's own
/// targets know prefixes, patterns and signs: it is asked only for a list, in one request. A pane is never
/// that of another session, unless its window is linked into both. Errc::not_found if there is no such
/// session, and see select_pane().
void find_pane(const Chain& chain, const std::string& session, std::string selector,
               UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
