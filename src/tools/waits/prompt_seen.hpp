// Whether a shell is at its prompt in a pane that is waited for, by who has the terminal and by what is shown.
#pragma once

#include <optional>
#include <string_view>

#include "shell/foreground_kind.hpp"
#include "shell/process_view.hpp"
#include "tmux/read/pane_state.hpp"
#include "tools/waits/recent_lines.hpp"

namespace smcp::tools {

/// Whether the shell in front, which is at a prompt, is at that for the rest of a command.
[[nodiscard]] bool needs_rest_of_command(const shell::ProcessView& processes, const tmux::PaneState& pane,
                                         const RecentLines& recent);

/// What has the terminal; nothing if that cannot be seen. Behind ssh and the like, where nobody can be asked, a shell is
/// taken to be at its prompt if the line of the cursor, `last`, looks like one; give it once it rests, and "" before.
[[nodiscard]] std::optional<shell::Foreground> foreground_in(const shell::ProcessView& processes,
                                                             const tmux::PaneState& pane,
                                                             const RecentLines& recent,
                                                             std::string_view last);

}  // namespace smcp::tools
