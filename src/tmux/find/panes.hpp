// The active pane of a session, and what state it is in. Other panes: pane_selector.hpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/find/pane.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/link/synchronised.hpp"

namespace smcp::tmux {

/// The first fields of a row that describes a pane, and how many there are.
[[nodiscard]] std::string pane_row_format();
inline constexpr std::size_t kPaneFields = 8;
/// What they say: `row` has these and may have more. Nothing if they are no such fields.
[[nodiscard]] std::optional<Pane> parse_pane(const std::vector<std::string_view>& row);

/// The active pane of the session of exactly this name; Errc::not_found if there is none.
void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
