// Panes that share what is typed: with `synchronize-panes` on, tmux hands every key for one of them to the
// others of its window as well, also keys of send-keys. (A window's option in 3.1, a pane's own from 3.2 on;
// only panes that have it on take part, 3.1c … 3.8. paste-buffer reaches its own pane alone.)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/link/pane_terminal.hpp"

namespace smcp::tmux {

/// A format for a pane: the living panes that take part in its synchronisation, itself among them; nothing if
/// it does not take part. Some of them may take no keys just now.
[[nodiscard]] const std::string& synchronised_format();

/// The same, with only those that a key typed into it at this moment reaches: none that is in a mode, has its
/// input switched off, or is hidden by a zoomed one.
[[nodiscard]] const std::string& reached_by_keys_format();

/// A format for this pane, true if others take part with it. What keeps a key from them (a mode, a zoom) may
/// be over before the next one: they count.
[[nodiscard]] std::string is_synchronised_format(PaneId pane);

/// An answer to one of the first two. Nothing if it is no such answer.
[[nodiscard]] std::optional<std::vector<PaneTerminal>> parse_synchronised(std::string_view answer);
/// The answer that says so.
[[nodiscard]] std::string synchronised_text(const std::vector<PaneTerminal>& panes);

/// Those that are not `itself`, in order of their ids, each once.
[[nodiscard]] std::vector<PaneId> others_than(PaneId itself, const std::vector<PaneTerminal>& panes);

/// `%1, %2`, for people; of very many, the first ones and how many there are.
[[nodiscard]] std::string list_of(const std::vector<PaneId>& panes);

}  // namespace smcp::tmux
