// The active pane of a session and its state. For other panes see pane_selector.hpp.
#pragma once

#include <string>
#include <vector>

#include "tmux/find/pane.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {

/// A row about a pane: the fields of the pane itself, and then `place`.
[[nodiscard]] RowTable<PlacedPane> pane_rows(const std::vector<Field<PlacedPane>>& place);

/// The active pane of the session with exactly this name; Errc::not_found if there is no such session.
void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
