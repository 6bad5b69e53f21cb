// Panes that share what is typed: with `synchronize-panes` on, tmux sends every key for one of them to the
// others of its window as well, including keys of send-keys. (It is a window option in 3.1 and a pane option
// from 3.2 on; only panes that have it on take part, 3.1c … 3.8. paste-buffer reaches only its own pane.)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/link/pane_terminal.hpp"

namespace smcp::tmux {

/// A format that lists, for a pane, the living panes that take part in its synchronisation, including itself;
/// it is empty if the pane does not take part. Some of the listed panes may take no keys at the moment.
[[nodiscard]] const std::string& synchronised_format();

/// The same, but only with those panes that a key typed at this moment would reach: none that is in a mode,
/// has its input switched off, or is hidden by a zoomed pane.
[[nodiscard]] const std::string& reached_by_keys_format();

/// A format for this pane that is true if other panes take part in its synchronisation. Panes that a key
/// would not reach now (because of a mode or a zoom) count, since that may be over before the next key.
[[nodiscard]] std::string is_synchronised_format(PaneId pane);

/// Parses an answer to one of the first two formats; nothing if it is not one.
[[nodiscard]] std::optional<std::vector<PaneTerminal>> parse_synchronised(std::string_view answer);
/// The answer that parse_synchronised() reads as `panes`.
[[nodiscard]] std::string synchronised_text(const std::vector<PaneTerminal>& panes);

/// The panes other than `itself`, in order of their ids, without duplicates.
[[nodiscard]] std::vector<PaneId> others_than(PaneId itself, const std::vector<PaneTerminal>& panes);

/// `%1, %2`, for people to read; of many panes, the first ones and the total number.
[[nodiscard]] std::string list_of(const std::vector<PaneId>& panes);

}  // namespace smcp::tmux
