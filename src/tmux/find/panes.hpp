// The active pane of a session and its state. For other panes see pane_selector.hpp.
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

/// The format of the first fields of a row that describes a pane, and their number.
[[nodiscard]] std::string pane_row_format();
inline constexpr std::size_t kPaneFields = 9;
/// Parses the first kPaneFields fields of `row`, which may have more; nothing if they are not in that format.
[[nodiscard]] std::optional<Pane> parse_pane(const std::vector<std::string_view>& row);

/// The active pane of the session with exactly this name; Errc::not_found if there is no such session.
void find_active_pane(const Chain& chain, const std::string& session,
                      UniqueFunction<void(Result<Pane>)> done);

}  // namespace smcp::tmux
