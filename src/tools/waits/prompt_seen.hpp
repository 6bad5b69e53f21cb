// Whether a shell is at its prompt in a pane that is waited for, by who has the terminal and by what is shown.
#pragma once

#include <optional>
#include <string_view>

#include "shell/process_view.hpp"
#include "tmux/read/pane_state.hpp"
#include "tools/waits/recent_lines.hpp"

namespace smcp::tools {

/// Whether the shell in front, which is at a prompt, is at that for the rest of a command.
[[nodiscard]] bool needs_rest_of_command(const shell::ProcessView& processes, const tmux::PaneState& pane,
                                         const RecentLines& recent);

/// Behind ssh and the like, where nobody can be asked: whether the line of the cursor, `last`, looks like a prompt. It
/// counts only once it rests.
[[nodiscard]] bool is_far_prompt(const shell::ProcessView& processes, const tmux::PaneState& pane,
                                 const RecentLines& recent, std::string_view last);

}  // namespace smcp::tools
