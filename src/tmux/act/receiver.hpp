// Who gets what is typed into a pane, as far as the machine shows it.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "shell/process_view.hpp"
#include "tmux/act/typing_plan.hpp"
#include "tmux/find/pane.hpp"

namespace smcp::tmux {

/// The terminals of the pane and those that are synchronised with it.
[[nodiscard]] std::vector<std::string> ttys_of(const Pane& pane);

/// Whether a shell is at its prompt there.
[[nodiscard]] bool is_at_prompt(const shell::ProcessView& processes, const PaneTerminal& pane);

/// Looks at the pane and those that are synchronised with it. Everything is set but `hidden`. A terminal that
/// cannot be seen (another mount namespace) is one whose program takes single keys.
[[nodiscard]] Receiver look_at_receiver(const shell::ProcessView& processes, const Pane& pane);

/// Errc::refused if a terminal that collects lines (canonical mode) would cut one of this text, or if a
/// shell's line editor would take a tab in it for the key.
[[nodiscard]] Status check_arrives(const shell::ProcessView& processes, const Pane& pane, const Keys& keys,
                                   const Receiver& receiver);

/// Whether a program has still to read some of what was typed.
[[nodiscard]] bool has_unread_input(const shell::ProcessView& processes, const Pane& pane);

}  // namespace smcp::tmux
